from reports.models.job import Job, JobFault, JobState
from reports.models.reference import ReferenceValues
from reports.models.snapshot import Snapshot

__all__ = ["Job", "JobFault", "JobState", "ReferenceValues", "Snapshot"]
