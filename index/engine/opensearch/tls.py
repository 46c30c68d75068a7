"""Explains a failed TLS connection to an archive in one line that says what to do."""

import ssl
from pathlib import Path

from index.engine.opensearch.access import Access

# X509_V_ERR_* codes of OpenSSL: not valid yet, expired; the name or the address differs.
_TIMES, _NAMES = {9, 10}, {62, 64}
# Parts of OpenSSL that read files of certificates and keys.
_OF_FILES = {"X509", "PEM", "ASN1"}
# Alerts of a server that accepts no connection without a certificate it trusts.
_ALERTS = ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE", "UNKNOWN_CA", "BAD_CERTIFICATE")


def check_files(access: Access) -> str | None:
    """Why a file of certificates or keys cannot be read; None if it can."""
    for entry, file in (
        ("ca", access.ca),
        ("client_cert", access.client_cert),
        ("client_key", access.client_key),
    ):
        if file is None:
            continue
        try:
            with Path(file).open("rb"):
                pass
        except OSError as error:
            return (
                f"{file} cannot be read ({error.strerror}):"
                f" correct {entry} of {access.shown} in [archives] of the config file."
            )
    return None


def tls_problem(error: Exception, access: Access) -> str:
    """The line for a connection that failed while it was made secure."""
    cause = _ssl_error(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _refused_certificate(cause.verify_code, access.shown)
    if isinstance(cause, ssl.SSLEOFError) or (
        cause is not None and any(alert in (cause.reason or "") for alert in _ALERTS)
    ):
        return (
            f"{access.shown} ended the secure connection. If it asks readers for a certificate,"
            " set client_cert and client_key for it in [archives] of the config file."
        )
    files = [file for file in (access.ca, access.client_cert, access.client_key) if file]
    if files and (cause is None or cause.library in _OF_FILES):
        return (
            f"No secure connection to {access.shown}: {' or '.join(files)} holds no"
            " certificate or key in PEM form. Correct [archives] of the config file."
        )
    return (
        f"No secure connection to {access.shown}: the server does not speak TLS,"
        " or not as asked for. Check whether the address begins with https."
    )


def was_cut_off(error: Exception) -> bool:
    """Whether a secure connection ended without a farewell, as where a server is killed."""
    return isinstance(_ssl_error(error), ssl.SSLEOFError | ssl.SSLZeroReturnError)


def _refused_certificate(code: int, shown: str) -> str:
    if code in _NAMES:
        return (
            f"The certificate of {shown} is for another host. Write the host's name in the"
            " address as the certificate has it."
        )
    if code in _TIMES:
        return (
            f"The certificate of {shown} is not valid at this time. Check the clock of this"
            " machine; otherwise its administrator has to renew it."
        )
    return (
        f"The certificate of {shown} is not trusted. Name the authority's file"
        " as ca in [archives] of the config file, if you know it."
    )


def _ssl_error(error: BaseException | None) -> ssl.SSLError | None:
    """The error of Python's ssl module at the bottom of an error."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, ssl.SSLError):
            return error
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        error = inner or error.__cause__ or error.__context__
    return None


__all__ = ["check_files", "tls_problem", "was_cut_off"]
