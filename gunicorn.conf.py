"""How the application server runs (docs/beheer.md); options of the command line go before these."""

import gc
import os
import time
from typing import Any

# The process that watches over the others writes the same times as they do.
os.environ["TZ"] = "Europe/Amsterdam"
time.tzset()

bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4  # a request that waits holds up three others at most
graceful_timeout = 30  # seconds a request gets to end after SIGTERM
control_socket_disable = True  # it wants a home folder to write in
forwarded_allow_ips = ""  # IGM_PROXIES says whether a proxy is believed, nobody else
accesslog = None  # it would tell who answered when
if os.environ.get("IGM_LOG_FORMAT") == "json":
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "igm_portal.logs.JsonLineFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False}
        },
    }


def post_worker_init(worker: Any) -> None:
    """The program itself stays for as long as the process does: looking through all of it for what
    can go took a tenth of a second, once in some forty pages.
    """
    gc.collect()
    gc.freeze()
