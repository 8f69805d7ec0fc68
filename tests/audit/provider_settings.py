"""Settings of the demo, in which a second step is asked as in production."""

from igm_portal.settings.dev import *  # noqa: F403  as the other settings do

IGM_SECOND_STEP_REQUIRED = True
