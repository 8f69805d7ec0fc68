"""The validation report as a paper: the figures of `report` in tables, with words around them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from igm_portal.pdf.page_parts import PagePart, PlanPaper, plan_pdf
from reports.statistics.contrast import MINIMUM
from reports.statistics.sem import RETEST_MINIMUM
from reports.validation.dif import GROUP_MINIMUM, LARGE, NEGLIGIBLE
from reports.validation.factors import FACTOR_MINIMUM
from reports.validation.items import ITEM_END, LEVEL_MINIMUM, SCORE_END
from reports.validation.report import NO_GROUPS, REPORT_MINIMUM
from reports.validation.teams import TEAMS_MINIMUM
from surveys.instruments.model import Instrument

_ABSENT: Final = {
    "normen": "Normen: er is geen groep waarmee een score te vergelijken is.",
    "criterium": "Criteriumvaliditeit: of de scores samengaan met wat mensen doen, uit een andere "
    "bron dan hun eigen antwoorden.",
    "verwante_schalen": "Verband met bestaande schalen die hetzelfde, of juist iets anders, meten.",
    "inhoud": "Inhoud: of mensen de vragen begrijpen zoals bedoeld. Dat blijkt uit de proef met "
    "hardop denken, niet uit antwoorden.",
    "hertest": "Stabiliteit: er is geen tweede meting van dezelfde mensen (--retest).",
    "groepen": "Gelijke betekenis in groepen: er is geen kolom met een groep gegeven (--group).",
    "factoren": "Factormodel: er is geen uitkomst van lavaan gegeven (--lavaan).",
}
_REASONS: Final = {
    "formatief": "formatief: de vragen vormen samen de score en hoeven niet op elkaar te lijken",
    "te_weinig_items": "te weinig vragen",
    "te_weinig_respondenten": "te weinig mensen",
    "geen_spreiding": "geen spreiding",
    "een_stap": "bijna iedereen koos hetzelfde antwoord",
    "geen_oplossing": "het model vond geen oplossing",
}
_LOOKS: Final = {
    "both_sides": "Was het met beide kanten eens (gewoonte om hoog te antwoorden)",
    "even_odd": "Sprak zich tegen tussen helften van de elementen (even-oneven onder .30)",
    "one_step": "Koos overal dezelfde stap",
}


def validation_pdf(instrument: Instrument, content: Mapping[str, Any]) -> bytes:
    """Lay out the report as an accessible PDF."""
    return plan_pdf(
        PlanPaper(
            title="Validatierapport",
            above=f"{instrument.title} ({content['instrument']})",
            lead=f"Wat de antwoorden van {content['respondents']} mensen zeggen over deze versie "
            "van de vragenlijst, en wat niet. Voor wie haar beoordeelt.",
            organisation="IGM-portaal",
            logo="",
            footer=content["instrument"],
            parts=list(validation_parts(content)),
        )
    )


def validation_parts(content: Mapping[str, Any]) -> Iterable[PagePart]:
    """Every part in its order: what it rests on, what is absent, and then the figures."""
    yield PagePart(
        2,
        "Waar dit rapport op rust",
        [
            f"Versie {content['instrument']}, {content['checksum']}; rekenwijze "
            f"{content['scoring_version']}. Formules: docs/methode-statistiek.md.",
            f"{content['respondents']} mensen. Bij een vraag telt wie haar beantwoordde, bij een "
            "element wie al zijn vragen beantwoordde.",
            "Scores lopen van 0 tot 100; hoog helpt het gedrag.",
            "Intervallen zijn van 95 % en nemen aan dat mensen los van elkaar antwoordden. Zitten "
            "zij in teams, dan zijn de intervallen iets te smal.",
        ],
    )
    yield PagePart(2, "Wat er niet in staat", [_ABSENT[name] for name in content["absent"]])
    yield _items(content["items"])
    yield _reliability(content["elements"])
    yield _levels(content["levels"])
    if content["retest"] is not None:
        yield _retest(content["retest"])
    yield _answering(content["answering"])
    yield from _dif(content["dif"])
    if content["teams"]:
        yield _teams(content["teams"])
    if content["factors"] is not None:
        yield from _factors(content["factors"])


def validation_lines(content: Mapping[str, Any]) -> Iterable[str]:
    """The same on a screen, without layout."""
    for part in validation_parts(content):
        yield f"\n{part.title}"
        yield from (f"- {line}" for line in part.lines)
        yield from ("  ".join(row) for row in part.rows)


def number(value: float | None, digits: int = 2) -> str:
    """A figure in Dutch: a comma, a real minus, a dash where there is none."""
    if value is None:
        return "–"
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",").replace("-", "−")


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _p(value: float) -> str:
    return "< 0,001" if value < 0.001 else number(value, 3)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _items(items: Sequence[Mapping[str, Any]]) -> PagePart:
    rows = [
        [
            item["code"],
            _words(item["element"]),
            str(item["n"]),
            _share(item["missing"]),
            number(item["mean"], 1),
            number(item["sd"], 1),
            number(item["skew"]),
            _share(item["lowest"]) + (" *" if item["lowest"] > ITEM_END else ""),
            _share(item["highest"]) + (" *" if item["highest"] > ITEM_END else ""),
            number(item["item_rest"]),
        ]
        for item in items
    ]
    head = ["vraag", "element", "n", "mist", "gem.", "sd", "scheef", "laagst", "hoogst", "rest"]
    return PagePart(
        2,
        "De vragen",
        [
            "mist: deel zonder antwoord. scheef: m3 / s³. laagst en hoogst: deel op een einde van "
            f"de schaal, * boven {_share(ITEM_END)}. rest: samenhang met de rest van het element.",
        ],
        [head, *rows],
    )


def _reliability(elements: Mapping[str, Mapping[str, Any]]) -> PagePart:
    rows, lines = [], []
    for name, entry in elements.items():
        if "reason" in entry:
            reason = _REASONS[entry["reason"]]
            lines.append(f"{_words(name)}: niet bepaald (n = {entry['n']}), {reason}.")
            continue
        interval = f"{number(entry['alpha_low'])} tot {number(entry['alpha_high'])}"
        figures = (number(entry["omega"]), number(entry["sem"], 1))
        rows.append([_words(name), interval, number(entry["alpha"]), str(entry["n"]), *figures])
    lines.append(
        f"Vanaf {REPORT_MINIMUM} mensen. Interval van alfa: Feldt. Omega staat er alleen waar één "
        "factor past; sem in punten, op één dag."
    )
    head = ["element", "alfa ligt tussen", "alfa", "n", "omega", "sem"]
    return PagePart(2, "Betrouwbaarheid", lines, [head, *rows] if rows else [])


def _levels(levels: Mapping[str, Mapping[str, Any]]) -> PagePart:
    rows, at_an_end = [], []
    for name, entry in levels.items():
        if "reason" in entry:
            continue
        sems = {step["high"]: step for step in entry["sem"]}
        figures = [
            number(sems[high]["sem"], 1) if high in sems else "–" for high in range(20, 101, 20)
        ]
        ends = f"{_share(entry['floor'])} en {_share(entry['ceiling'])}"
        rows.append([_words(name), ends, *figures])
        if entry["at_an_end"]:
            at_an_end.append(_words(name))
    lines = [
        "De meetfout (sem, punten) van wie op die hoogte scoort, uit de restvariantie van mensen "
        f"en vragen (Hoyt); vanaf {LEVEL_MINIMUM} mensen. Formatieve elementen hebben er geen."
    ]
    if at_an_end:
        names = ", ".join(at_an_end)
        lines.append(
            f"Meer dan {_share(SCORE_END)} op een einde: {names}. Daar onderscheidt de "
            "score mensen niet meer, en is de meetfout kleiner dan zij lijkt te zijn over iedereen."
        )
    head = ["element", "laagste en hoogste score", "0–20", "20–40", "40–60", "60–80", "80–100"]
    return PagePart(
        2, "Meetfout per hoogte, vloer en plafond", lines, [head, *rows] if rows else []
    )


def _retest(content: Mapping[str, Any]) -> PagePart:
    rows, lines = [], []
    for name, entry in content["elements"].items():
        if "reason" in entry:
            reason = _REASONS[entry["reason"]]
            lines.append(f"{_words(name)}: niet bepaald (n = {entry['n']}), {reason}.")
            continue
        interval = f"{number(entry['icc_a_low'])} tot {number(entry['icc_a_high'])}"
        figures = (number(entry["icc_a"]), str(entry["n"]), number(entry["shift"], 1))
        rows.append([_words(name), interval, *figures, number(entry["sem"], 1)])
    lines.append(
        f"{content['linked']} mensen staan in beide bestanden; cijfers vanaf {RETEST_MINIMUM}. ICC "
        "van overeenstemming (McGraw en Wong, A,1); sem: verschil gedeeld door √2."
    )
    head = ["element", "ICC ligt tussen", "ICC", "n", "verschoven", "sem"]
    return PagePart(2, "Twee keer hetzelfde gemeten", lines, [head, *rows] if rows else [])


def _answering(content: Mapping[str, Any]) -> PagePart:
    lines = [
        f"{label}: {content[name]['count']} van de {content[name]['of']} bij wie dat te zien was."
        for name, label in _LOOKS.items()
    ]
    habit = content["habit"]
    lines.append(
        f"Antwoordt iedereen {number(habit['points'], 0)} punten hoger dan bedoeld, dan wordt het "
        f"verschil tussen willen en kunnen {number(habit['contrast'], 1)} punten groter. Dat volgt "
        "uit de sleutels alleen."
    )
    return PagePart(2, "Hoe mensen antwoordden", lines)


def _dif(content: Mapping[str, Any]) -> Iterable[PagePart]:
    if content.get("reason") == NO_GROUPS:
        return
    sizes = ", ".join(f"{name} {size}" for name, size in content["groups"].items())
    lines = [f"Groepen in {content['group']}: {sizes or 'geen'}."]
    if content["left_out"]:
        left_out = ", ".join(content["left_out"])
        lines.append(f"Minder dan {GROUP_MINIMUM} mensen, dus niet vergeleken: {left_out}.")
    if "reason" in content:
        lines.append(
            f"Er zijn minder dan twee groepen van {GROUP_MINIMUM} mensen. Of een vraag in elke "
            "groep hetzelfde betekent, is met zo weinig mensen niet te zeggen."
        )
        yield PagePart(2, "Betekent een vraag in elke groep hetzelfde?", lines)
        return
    for reason in sorted(set(content["refused"].values())):
        codes = ", ".join(code for code, why in content["refused"].items() if why == reason)
        lines.append(f"Niet bepaald: {codes} ({_REASONS[reason]}).")
    lines.append(
        "Ordinale logistische regressie op de score van het element, de groep en hun product "
        "(Zumbo). p is van beide samen, verhoogd voor alle vragen (Holm). Δ R² (Nagelkerke): onder "
        f"{number(NEGLIGIBLE, 3)} verwaarloosbaar, vanaf {number(LARGE, 3)} groot (Jodoin en "
        "Gierl). Niet aangetoond wil niet zeggen dat er geen verschil is."
    )
    rows = [
        [
            f"{item['code']} ({_words(item['element'])})",
            item["size"].replace("_", " "),
            str(item["n"]),
            _p(item["p_uniform"]),
            _p(item["p_non_uniform"]),
            _p(item["p_holm"]),
            number(item["nagelkerke"], 3),
            number(item["mcfadden"], 3),
        ]
        for item in content["items"]
    ]
    head = ["vraag", "verschil", "n", "p gelijk", "p ongelijk", "p (Holm)", "Δ R² N.", "Δ R² McF."]
    title = "Betekent een vraag in elke groep hetzelfde?"
    yield PagePart(2, title, lines, [head, *rows] if rows else [])


def _teams(teams: Sequence[Mapping[str, Any]]) -> PagePart:
    rows = [
        [
            _words(one["metric"]),
            f"{number(one['p10'], 1)} tot {number(one['p90'], 1)}",
            *(number(one[name], 1) for name in ("p50", "mean", "sd")),
            str(one["teams"]),
            number(one["icc1"]),
            number(one["icc2"]),
        ]
        for one in teams
    ]
    lines = [
        f"Groepen waarin ten minste {MINIMUM} mensen de score hebben, vanaf {TEAMS_MINIMUM} "
        "groepen; elke groep telt even zwaar. Acht van de tien liggen tussen de twee grenzen. "
        "Zo is te zien of het verschil van één team groter of kleiner is dan dat van andere "
        "teams met deze versie. Het is geen norm."
    ]
    head = ["score", "acht van de tien groepen", "midden", "gem.", "sd", "n", "ICC(1)", "ICC(2)"]
    return PagePart(2, "Hoe ver groepen uiteenliggen", lines, [head, *rows])


def _factors(content: Mapping[str, Any]) -> Iterable[PagePart]:
    lines = [
        f"Geschat met lavaan {content['lavaan']}, {content['n']} mensen met alle antwoorden. "
        "WLSMV neemt antwoorden als stappen (geschaalde maten), ML als getallen: een benadering.",
        "Context en praktische belemmeringen zijn formatief: dat hun vragen op één factor laden, "
        "is niet nodig en hier alleen aangenomen om de elementen te onderscheiden.",
    ]
    if content["n"] < FACTOR_MINIMUM:
        lines.append(
            f"Minder dan {FACTOR_MINIMUM} mensen: deze maten zijn te onzeker voor een oordeel."
        )
    if any(map(_is_inadmissible, content["models"])):
        lines.append(
            "Een model met ! vond geen toelaatbare oplossing (een negatieve variantie of een "
            "verband boven 1)."
        )
    yield PagePart(2, "Het factormodel", lines, _fit_rows("model", content["models"]))
    if content["loadings"]:
        rows = [
            [entry["item"], _words(entry["element"]), number(entry["loading"]), number(entry["se"])]
            for entry in content["loadings"]
        ]
        head = ["vraag", "element", "lading", "fout"]
        yield PagePart(
            3, "Ladingen in zeven factoren (WLSMV, gestandaardiseerd)", [], [head, *rows]
        )
    if content["correlations"]:
        rows = [
            [_words(entry["first"]), _words(entry["second"]), number(entry["r"])]
            for entry in content["correlations"]
        ]
        title = "Verbanden tussen de elementen, zonder meetfout"
        yield PagePart(3, title, [], [["element", "en", "r"], *rows])
    if content["invariance"]:
        sizes = ", ".join(f"{name} {size}" for name, size in content["groups"].items())
        lines = [
            f"Groepen: {sizes}. De vijf reflectieve elementen, steeds meer gelijk gehouden. "
            "Een CFI die per stap meer dan 0,010 daalt wijst op verschil (Cheung en Rensvold 2002; "
            "een vuistregel voor ML)."
        ]
        title = "Gelijkheid over groepen"
        yield PagePart(3, title, lines, _fit_rows("step", content["invariance"]))


def _fit_rows(name: str, entries: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    rows = [
        [
            _words(entry[name]) + (" !" if _is_inadmissible(entry) else ""),
            entry["estimator"],
            *(_fit(entry) if entry["converged"] else ["geen oplossing", *["–"] * 5]),
        ]
        for entry in entries
    ]
    return [["model", "schatter", "χ²", "df", "CFI", "TLI", "RMSEA", "SRMR"], *rows]


def _is_inadmissible(entry: Mapping[str, Any]) -> bool:
    return entry["converged"] and entry.get("admissible") is False


def _fit(entry: Mapping[str, Any]) -> list[str]:
    return [
        number(entry["chisq"], 1),
        number(entry["df"], 0),
        *(number(entry[name], 3) for name in ("cfi", "tli", "rmsea", "srmr")),
    ]
