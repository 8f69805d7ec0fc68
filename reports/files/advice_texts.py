"""Advice about a group on paper: the cards of its page, with what stands folded there."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from igm_portal.pdf.report import AdviceText, AdviceTexts
from reports.profile.advice import AdviceCard


def advice_texts(cards: Sequence[AdviceCard]) -> AdviceTexts | None:
    """Put the cards of one group into the words of a PDF; None where there are none."""
    texts = [
        AdviceText(
            f"{card.rule.title} ({_('provisional')})" if card.provisional else card.rule.title,
            [
                card.rule.work,
                *filter(None, [card.rule.also]),
                f"{_('Who can act:')} {card.rule.actors}.",
            ],
            " ".join(
                (
                    f"{_('Why do I see this?')} {card.rule.condition}",
                    f"{'; '.join(card.figures)}.",
                    f"{_('Rests on:')} {card.rule.statuses}.",
                    *(source for _language, source in card.rule.sources),
                )
            ),
        )
        for card in cards
    ]
    return AdviceTexts(_("Advice with these figures"), texts) if texts else None
