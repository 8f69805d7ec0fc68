"""Which papers there are. Each is a template in `templates/dossier`; no lawyer judged them."""

from dataclasses import dataclass
from typing import Final

DRAFT: Final = "Concept, niet juridisch getoetst"
"""Stands on the top of each, on a page and on paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, by the word of its address, which names its template too; in Dutch as its law.

    What the works council decides on and what people are told beforehand, all of them may read.
    """

    title: str
    reader: str
    asks: str
    for_everybody: bool = False


PAPERS: Final[dict[str, Paper]] = {
    "dpia": Paper(
        "DPIA",
        "FG en proceseigenaar",
        "Wat gebeurt er met gegevens van mensen, welke risico’s geeft dat, en wat is eraan gedaan?",
    ),
    "verwerkingsregister": Paper(
        "Bijdrage aan het register van verwerkingen",
        "FG",
        "De regels voor het register (AVG artikel 30).",
    ),
    "verwerkersbijlage": Paper(
        "Bijlage bij de verwerkersovereenkomst",
        "inkoop, FG en leverancier",
        "Wat een verwerker van dit portaal doet en hoe het beveiligd is (AVG artikel 28).",
    ),
    "instemming": Paper(
        "Instemmingsverzoek aan de ondernemingsraad",
        "bestuurder en ondernemingsraad",
        "Instemming op grond van artikel 27, eerste lid, onder k en l, van de WOR.",
        for_everybody=True,
    ),
    "medewerkers": Paper(
        "Informatie voor medewerkers",
        "iedereen die gevraagd wordt",
        "Wat medewerkers vooraf horen te weten (AVG artikel 13).",
        for_everybody=True,
    ),
    "clienten": Paper(
        "Informatie voor cliënten",
        "cliënten die gevraagd worden",
        "Wat cliënten vooraf horen te weten (AVG artikel 13).",
    ),
    "algoritmeregister": Paper(
        "Bijdrage aan het Algoritmeregister",
        "wie het register bijhoudt",
        "De rekenregels van dit portaal in de velden van het register.",
    ),
    "bio": Paper(
        "BIO2 en ENSIA",
        "CISO en auditor",
        "Per maatregel: waarmee aangetoond, of niet aangetoond.",
    ),
    "exitplan": Paper(
        "Exitplan",
        "contractbeheer en beheer",
        "Hoe u weggaat, met alles wat van u is en zonder dat er iets achterblijft.",
    ),
}
