"""From the answers of a wave to figures of groups and of the questionnaire: pure, no database."""
