"""What customers may not send: programs, by their first bytes or by a name that a double click would run (F4)."""

from openline.features.files.sniff import extension_of

_STARTS = (
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
# The endings that mail providers refuse, less the archives that people really send.
_ENDINGS = frozenset(
    {
        "ade", "adp", "apk", "app", "appx", "appxbundle", "bat", "chm", "cmd", "com", "command", "cpl", "deb",
        "diagcab", "diagcfg", "diagpkg", "dll", "dmg", "ex", "ex_", "exe", "hta", "img", "ins", "iso", "isp", "jar",
        "jnlp", "js", "jse", "lib", "lnk", "mde", "mjs", "msc", "msi", "msix", "msixbundle", "msp", "mst", "nsh", "pif",
        "pkg", "ps1", "psm1", "reg", "rpm", "run", "scf", "scr", "sct", "sh", "shb", "sys", "url", "vb", "vbe", "vbs",
        "vhd", "vxd", "wsc", "wsf", "wsh", "xll",
    }
)  # fmt: skip


def is_program(head: bytes, name: str) -> bool:
    """Whether the content or the name is a program's."""
    if extension_of(name) in _ENDINGS or head.startswith(_STARTS):
        return True
    # "MZ" starts programs of Windows, and an honest text now and then: texts have no zero bytes.
    return head.startswith(b"MZ") and b"\x00" in head
