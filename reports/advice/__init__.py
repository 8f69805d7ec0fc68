"""Which advice fits the published figures of a group, by explicit rules (docs/advies.md). Pure."""
