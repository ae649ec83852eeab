"""Making and reading X.509 certificates. Plain values in; no files, no clock."""

from datetime import datetime
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chibo.https.rules import (
    PRIVATE,
    Facts,
    Names,
    authority_period,
    domains_for,
    server_period,
)

Key = ec.EllipticCurvePrivateKey

# What phones list it under must fit their screens and X.509, which allows 64.
_LONGEST = 64


def new_key() -> Key:
    """Return a new key: ECDSA P-256, which every phone since 2015 knows."""
    return ec.generate_private_key(ec.SECP256R1())


def make_authority(key: Key, names: Names, at: datetime) -> x509.Certificate:
    """Return an authority that can speak for private networks and a machine's own names only."""
    name = _named(f"Chibo {names.hosts[0]} {at:%Y-%m}")
    begins_at, ends_at = authority_period(at)
    permitted = [
        *(x509.DNSName(domain) for domain in domains_for(names)),
        *(x509.IPAddress(network) for network in PRIVATE),
    ]
    return (
        _begun(name, name, key, begins_at, ends_at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def make_certificate(
    key: Key, names: Names, at: datetime, *, authority: x509.Certificate, signed_with: Key
) -> x509.Certificate:
    """Return a server's certificate for all its names, signed by an authority.

    names: what the authority may certify.
    """
    begins_at, ends_at = server_period(at, authority.not_valid_after_utc)
    alternatives = [
        *(x509.DNSName(host) for host in names.hosts),
        *(x509.IPAddress(address) for address in names.addresses),
    ]
    return (
        _begun(_named(names.texts[0]), authority.subject, key, begins_at, ends_at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_with.public_key()),
            critical=False,
        )
        .sign(signed_with, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, begins_at: datetime, ends_at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins_at)
        .not_valid_after(ends_at)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _named(text: str) -> x509.Name:
    # iPhones do not list an authority without a common name.
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:_LONGEST])])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def facts(certificate: x509.Certificate) -> Facts:
    """Return what a certificate says; without alternative names it names nobody to a browser."""
    hosts: list[str] = []
    addresses = []
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        pass
    else:
        hosts = [host.lower() for host in extension.value.get_values_for_type(x509.DNSName)]
        found = extension.value.get_values_for_type(x509.IPAddress)
        addresses = [ip_address(str(address)) for address in found]
    return Facts(
        names=Names(tuple(hosts), tuple(addresses)),
        begins_at=certificate.not_valid_before_utc,
        ends_at=certificate.not_valid_after_utc,
    )


def domains_of(authority: x509.Certificate) -> list[str]:
    """Return the domains to which one of our authorities is limited."""
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = limits.permitted_subtrees or []
    return [name.value for name in permitted if isinstance(name, x509.DNSName)]


def fits(certificate: x509.Certificate, key: PrivateKeyTypes) -> bool:
    """Say whether a certificate was made for a private key."""
    return bool(certificate.public_key() == key.public_key())


def came_from(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    """Say whether an authority signed a certificate."""
    try:
        certificate.verify_directly_issued_by(authority)
    except Exception:  # noqa: BLE001 - it answers "no" by exceptions of four kinds
        return False
    return True


def fingerprint(certificate: x509.Certificate) -> bytes:
    """Return the SHA-256 by which people compare certificates."""
    return certificate.fingerprint(hashes.SHA256())


def as_der(certificate: x509.Certificate) -> bytes:
    """Return a certificate as phones take it."""
    return certificate.public_bytes(serialization.Encoding.DER)


def as_pem(key: Key, certificate: x509.Certificate) -> bytes:
    """Return a key and its certificate as one file, so that one rename replaces both."""
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
