"""The pre-test of a questionnaire as PDF: its own questions among the words that are of all."""

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.pretest import PretestPaper, TriedBlock, TriedQuestion, pretest_pdf
from surveys.instruments.model import Instrument
from surveys.instruments.pretest import load_pretest


def tried_out(instrument: Instrument, organisation: Organisation) -> bytes:
    """Lay out the protocol with every question, what is meant by it, and room to write."""
    words = load_pretest(instrument.address)
    edition = f"{instrument.code}@{instrument.version}"
    return pretest_pdf(
        PretestPaper(
            title=words.title,
            above=f"{instrument.title} ({edition})",
            lead=words.lead,
            organisation=organisation.name,
            logo=drawing_of(organisation),
            footer=f"{words.title}: {edition}",
            before=[(part.title, part.lines) for part in words.preparation],
            sheet=words.sheet.title,
            blanks=words.sheet.blanks,
            answers=words.sheet.answers,
            meant=words.sheet.meant,
            boxes=words.sheet.boxes,
            words=words.sheet.words,
            blocks=[
                TriedBlock(
                    question=instrument.scales[block.scale].question,
                    answers="; ".join(step.label for step in instrument.scales[block.scale].steps),
                    items=[
                        TriedQuestion(item.code, item.text, item.rationale)
                        for item in map(instrument.item, block.items)
                    ],
                )
                for block in instrument.blocks
            ],
            after=[(part.title, part.lines) for part in words.closing],
        )
    )
