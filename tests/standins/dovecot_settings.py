"""Dovecot's settings for one account on high ports, as 2.3 and as 2.4 write them."""

import grp
import pwd
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Where the server listens and what lies where; `own` is who starts it."""

    folder: Path
    accounts: Path
    certificate: Path
    key: Path
    host: str
    port: int
    tls_port: int
    own: pwd.struct_passwd


def settings(layout: Layout, version: str) -> str:
    """The text of dovecot.conf for this version, such as "2.4.1"."""
    if version.startswith("2.3"):
        return _common(layout, address="address") + _as_2_3(layout)
    # The version of the syntax has to be the first setting.
    versions = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
    return versions + _common(layout, address="listen") + _as_2_4(layout)


def _common(layout: Layout, address: str) -> str:
    return f"""base_dir = {layout.folder}/run
state_dir = {layout.folder}/run
log_path = {layout.folder}/log
protocols = imap
listen = {layout.host}
ssl = yes
first_valid_uid = 1
mail_fsync = never
mail_max_userip_connections = 100
service imap-login {{
  inet_listener imap {{
    {address} = {layout.host}
    port = {layout.port}
  }}
  inet_listener imaps {{
    {address} = {layout.host}
    port = {layout.tls_port}
    ssl = yes
  }}
}}
namespace inbox {{
  inbox = yes
}}
{_as_own_user(layout.own)}"""


def _as_own_user(own: pwd.struct_passwd) -> str:
    """Without root's rights nothing can change its user or its root folder."""
    if own.pw_uid == 0:
        return ""
    services = "".join(f"service {name} {{\n  chroot =\n}}\n" for name in ("imap-login", "anvil", "stats"))
    services += "".join(f"service {name} {{\n  user = {own.pw_name}\n}}\n" for name in ("auth", "auth-worker"))
    return f"""default_internal_user = {own.pw_name}
default_login_user = {own.pw_name}
default_internal_group = {grp.getgrgid(own.pw_gid).gr_name}
{services}"""


def _as_2_3(layout: Layout) -> str:
    return f"""ssl_cert = <{layout.certificate}
ssl_key = <{layout.key}
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {layout.accounts}
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {layout.accounts}
}}
"""


def _as_2_4(layout: Layout) -> str:
    file = f"  passwd_file_path = {layout.accounts}\n  auth_username_format = %{{user}}\n"
    return f"""ssl_server_cert_file = {layout.certificate}
ssl_server_key_file = {layout.key}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ~/Maildir
passdb passwd-file {{
{file}  default_password_scheme = PLAIN
}}
userdb passwd-file {{
{file}}}
"""
