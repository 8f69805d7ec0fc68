from reports.models.reference import ReferenceValues
from reports.models.snapshot import Snapshot

__all__ = ["ReferenceValues", "Snapshot"]
