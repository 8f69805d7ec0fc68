"""What weakens the audit log on a server that people use (`manage.py check --deploy`)."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError, connection

# Who owns a table may drop its triggers; a superuser is a member of every role.
OWNS_TABLES = """
    SELECT EXISTS (
        SELECT 1 FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND pg_has_role(relowner, 'MEMBER')
    )
"""


@register(deploy=True)
def the_portal_owns_no_tables(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """With one database user the portal works; whoever gets in by it can then change the log."""
    if connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(OWNS_TABLES)
            (owns_tables,) = cursor.fetchone()
    except DatabaseError:  # other checks say that it does not answer
        return []
    if not owns_tables:
        return []
    return [
        Warning(
            "De databasegebruiker van het portaal is eigenaar van de tabellen: wie via het portaal "
            "binnenkomt, kan het logboek en gesloten uitkomsten wijzigen.",
            hint=(
                "Geef het portaal een eigen gebruiker: manage.py grant_rights, zie docs/beheer.md, "
                "Twee databasegebruikers. Draait u dit als eigenaar, dan hoort dit zo."
            ),
            id="audit.W001",
        )
    ]
