"""Words for what is wrong with a picture."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.pictures.faults import Fault

FAULTS: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: _("This file is larger than 200 kB."),
    Fault.NO_PICTURE: _("This is not a PNG or SVG, or the file is damaged."),
    Fault.TOO_MANY_DOTS: _("This picture has too many dots. Make it 1000 dots wide or less."),
    Fault.INTERLACED: _("This PNG is interlaced. Save it again without interlacing."),
    Fault.SHAPE: _("This picture is far too wide or too high for a logo."),
    Fault.OUTSIDE: _("This SVG refers to something outside the file. We do not show that."),
    Fault.ACTIVE: _(
        "This SVG holds more than shapes: a script, a style sheet, letters or a picture. Let "
        "your drawing program turn letters into paths, or use a PNG."
    ),
    Fault.NO_SIZE: _("This picture does not say how wide and how high it is."),
    Fault.TOO_COMPLEX: _(
        "This SVG is too complicated for a logo. Let your drawing program simplify it, or use a "
        "PNG."
    ),
    Fault.UNPRINTABLE: _(
        "This picture cannot be printed. Save it again with another program, or use a PNG."
    ),
}
