"""Danish: where bundles are put."""

TEXTS: dict[str, str] = {
    "err.remote_url": "det er ikke en adresse, pakker kan lægges på",
    "hint.remote_url": (
        "skriv en mappe eller en adresse som `sftp://navn@server/mappe`, `webdav://server/mappe` eller `s3://spand/mappe`"
    ),
    "err.remote_scheme": "pakker kan ikke lægges på den slags adresse",
    "hint.remote_scheme": (
        "brug en mappe eller en af disse: {known}; et netværksdrev åbner du på computeren og angiver som mappe"
    ),
    "err.remote_password": "der må ikke stå en adgangskode i adressen; andre på computeren kan se den",
    "hint.remote_password": (
        "skriv adressen uden, og læg koden, hvor den hører til: en ssh-nøgle, `~/.netrc` (webdav) eller `~/.aws` (s3); "
        "har koden været brugt sådan før, så skift den"
    ),
    "err.remote_extra": "programmet mangler den del, der taler med {extra}",
    "hint.remote_extra": 'hent den med: `pip install "spaedbarn-cli[{extra}]"`',
    "err.remote_unreachable": "stedet, hvor pakkerne ligger, svarer ikke ({scheme})",
    "hint.remote_unreachable": "se efter net og VPN, og prøv igen senere; intet er gået tabt",
    "err.remote_denied": "stedet, hvor pakkerne ligger, lukker dig ikke ind ({scheme})",
    "hint.remote_denied": (
        "for en mappe: se efter, at du må skrive i den; for sftp: at din nøgle er i ssh-agent eller `~/.ssh/config`, og at "
        "`ssh` virker; for webdav: at navn og kode står i `~/.netrc`, som kun du kan læse; for s3: at `~/.aws` eller "
        "AWS_PROFILE passer"
    ),
    "err.remote_host_key": "serveren viser en ssh-nøgle, som denne computer ikke kender; intet er sendt",
    "hint.remote_host_key": (
        "er det første gang, så forbind én gang med `ssh`, og sammenlign nøglens fingeraftryk med det, du har fået oplyst; "
        "har det virket før, så lad være, og spørg først den, der passer serveren"
    ),
    "err.remote_certificate": "serverens certifikat kan ikke godkendes; intet er sendt ({scheme})",
    "hint.remote_certificate": (
        "se efter, at adressen er rigtig; har kommunen sit eget certifikat, så vis hvor det ligger med SSL_CERT_FILE (webdav) "
        "eller AWS_CA_BUNDLE (s3)"
    ),
    "err.remote_full": "der er ikke mere plads på stedet, hvor pakkerne ligger ({scheme})",
    "hint.remote_full": "giv plads, eller spørg den, der passer det; pakken venter her imens",
    "err.remote_no_folder": "mappen, som pakkerne skal ligge i, er der ikke",
    "hint.remote_no_folder": (
        "sæt USB-stikket i, eller se efter, at adressen er rigtig; er mappen ikke lavet endnu, så lav den først"
    ),
    "warn.remote_no_folder": (
        "mappen, som pakkerne skal ligge i, er der ikke; sæt USB-stikket i, eller ret adressen, før du udveksler"
    ),
    "err.remote_incomplete": "pakken kom ikke helt frem ({scheme})",
    "hint.remote_incomplete": "prøv igen; modtageren ser kun hele pakker",
    "err.remote_crowded": "der ligger over {most} filer i postkassen",
    "hint.remote_crowded": "bed den, der passer stedet, om at rydde op; intet er hentet",
    "err.remote_error": "stedet, hvor pakkerne ligger, svarede med en fejl ({scheme}, {number})",
    "hint.remote_error": "prøv igen; sker det igen, så giv nummeret til den, der passer stedet",
}
