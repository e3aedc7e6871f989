"""English: where bundles are put."""

TEXTS: dict[str, str] = {
    "err.remote_url": "that is no address bundles can be put at",
    "hint.remote_url": (
        "give a folder, or an address such as `sftp://name@server/folder`, `webdav://server/folder` or `s3://bucket/folder`"
    ),
    "err.remote_scheme": "bundles cannot be put at that kind of address",
    "hint.remote_scheme": (
        "use a folder or one of these: {known}; open a network drive on the computer and give it as a folder"
    ),
    "err.remote_password": "a password must not stand in the address; others on the computer can see it",
    "hint.remote_password": (
        "write the address without it, and put it where it belongs: an ssh key, `~/.netrc` (webdav) or `~/.aws` (s3); "
        "if it was used like this before, change it"
    ),
    "err.remote_extra": "the program lacks the part that talks to {extra}",
    "hint.remote_extra": 'get it with: `pip install "spaedbarn-cli[{extra}]"`',
    "err.remote_unreachable": "the place where the bundles lie does not answer ({scheme})",
    "hint.remote_unreachable": "check the network and the VPN, and try again later; nothing is lost",
    "err.remote_denied": "the place where the bundles lie does not let you in ({scheme})",
    "hint.remote_denied": (
        "for a folder: check that you may write in it; for sftp: that your key is in ssh-agent or `~/.ssh/config` and that "
        "`ssh` works; for webdav: that name and password stand in `~/.netrc`, which only you can read; for s3: that `~/.aws` "
        "or AWS_PROFILE is right"
    ),
    "err.remote_host_key": "the server shows an ssh key that this computer does not know; nothing was sent",
    "hint.remote_host_key": (
        "if it is the first time, connect once with `ssh` and compare the key's fingerprint with the one you were given; if "
        "it has worked before, do not, and first ask the person who runs the server"
    ),
    "err.remote_certificate": "the server's certificate cannot be verified; nothing was sent ({scheme})",
    "hint.remote_certificate": (
        "check that the address is right; if the municipality has its own certificate, show where it lies with SSL_CERT_FILE "
        "(webdav) or AWS_CA_BUNDLE (s3)"
    ),
    "err.remote_full": "there is no more room at the place where the bundles lie ({scheme})",
    "hint.remote_full": "make room, or ask the person who runs it; the bundle waits here meanwhile",
    "err.remote_no_folder": "the folder the bundles are to lie in is not there",
    "hint.remote_no_folder": (
        "plug the stick in, or check that the address is right; if the folder has not been made yet, make it first"
    ),
    "warn.remote_no_folder": (
        "the folder the bundles are to lie in is not there; plug the stick in, or correct the address, before you exchange"
    ),
    "err.remote_incomplete": "the bundle did not arrive whole ({scheme})",
    "hint.remote_incomplete": "try again; the recipient sees whole bundles only",
    "err.remote_crowded": "there are more than {most} files in the mailbox",
    "hint.remote_crowded": "ask the person who runs the place to clean up; nothing was fetched",
    "err.remote_error": "the place where the bundles lie answered with an error ({scheme}, {number})",
    "hint.remote_error": "try again; if it happens again, give the number to the person who runs the place",
}
