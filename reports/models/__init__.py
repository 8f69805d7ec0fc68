from reports.models.job import FileChunk, Job, JobFault, JobState
from reports.models.reference import ReferenceValues
from reports.models.snapshot import Snapshot

__all__ = ["FileChunk", "Job", "JobFault", "JobState", "ReferenceValues", "Snapshot"]
