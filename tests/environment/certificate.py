"""A certificate for localhost that no machine trusts, with its key: for servers that tests start.

A test trusts it by the variable SSL_CERT_FILE. Made, until 2126, with

    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 \\
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1
"""

from pathlib import Path

CERTIFICATE = Path(__file__).with_name("localhost.pem")
