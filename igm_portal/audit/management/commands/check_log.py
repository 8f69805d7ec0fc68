"""`manage.py check_log [--file FILE] [--seen POSITION:HASH]`: is the audit log whole (ADR 75)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from igm_portal.audit.chain import ChainFault
from igm_portal.audit.export import NotALog, judge
from igm_portal.audit.models import ChainLink
from igm_portal.audit.sealing import chain_faults, head_of

KINDS = {"changed": "is veranderd", "missing": "is weg"}


class Command(BaseCommand):
    help = "Kijkt na of het logboek heel is: in de database, of in een bestand dat eruit kwam."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", help="een bestand met het logboek")
        parser.add_argument(
            "--seen",
            default="",
            help="PLAATS:HASH uit een eerdere regel of een eerder bestand: hoort nog zo te zijn",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] and options["seen"]:
            raise CommandError("--seen gaat over de database; geef het zonder --file.")
        broken = self._of_file(options["file"]) if options["file"] else self._of_database()
        if earlier_head := options["seen"]:
            _check_seen(earlier_head)
        if broken:
            raise CommandError("Het logboek is niet heel.")
        self.stdout.write("Het logboek is heel.")

    def _of_database(self) -> bool:
        has_faults = False
        for chain in ChainLink.objects.values_list("chain", flat=True).distinct().order_by("chain"):
            organisation_id = UUID(chain) if chain else None
            position, newest = head_of(organisation_id)
            self.stdout.write(f"{chain or 'installatie'} {position}:{newest}")
            has_faults |= self._say(list(chain_faults(organisation_id)))
        return has_faults

    def _of_file(self, name: str) -> bool:
        try:
            with Path(name).open(encoding="utf-8") as file:
                position, newest, log_faults = judge(file)
        except (NotALog, OSError, UnicodeDecodeError) as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"{position}:{newest}")
        return self._say(log_faults)

    def _say(self, log_faults: list[ChainFault]) -> bool:
        for fault in log_faults[:20]:
            self.stdout.write(f"  regel {fault.position} {KINDS[fault.kind]}")
        return bool(log_faults)


def _check_seen(earlier_head: str) -> None:
    """Raises CommandError when the chain has another hash now than was written down before."""
    position, _colon, earlier_hash = earlier_head.partition(":")
    if not position.isdecimal() or not earlier_hash:
        raise CommandError("Geef --seen als PLAATS:HASH.")
    if not ChainLink.objects.filter(position=position, hash=earlier_hash).exists():
        raise CommandError(
            f"Op plaats {position} staat niet meer wat er stond: de keten is opnieuw gemaakt."
        )
