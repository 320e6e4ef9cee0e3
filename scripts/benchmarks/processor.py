"""Names the processor, and says how many vector operations it begins in a clock.

That number is of operations on whole registers of an instruction set, of the kind that most ports
take: additions, logic and, on most, multiplications. Where a core's ports are not known to us, or a
processor has cores of two kinds, there is none.
"""

from pathlib import Path
from typing import NamedTuple

CPUINFO = Path("/proc/cpuinfo")

INTEL = {"avx2": 3}
INTEL_512 = {"avx2": 3, "avx512": 2}  # 512 bits: ports 0 and 1 joined, and port 5
ZEN_1 = {"avx2": 2}  # four pipes of 128 bits
ZEN_2 = {"avx2": 4}
ZEN_4 = {"avx2": 4, "avx512": 2}  # four pipes of 256 bits
ZEN_5 = {"avx2": 4, "avx512": 4}
TWO_KINDS = {}

# Vendor and family -> (models, name, vector operations a clock). Families and models are those of
# Intel's and AMD's manuals and of Linux's own tables.
CORES = {
    ("GenuineIntel", 6): (
        ((0x3C, 0x3F, 0x45, 0x46), "Intel Haswell", INTEL),
        ((0x3D, 0x47, 0x4F, 0x56), "Intel Broadwell", INTEL),
        ((0x4E, 0x5E, 0x8E, 0x9E, 0xA5, 0xA6), "Intel Skylake or its like", INTEL),
        ((0x55,), "Intel Skylake-SP or Cascade Lake", INTEL_512),
        ((0x6A, 0x6C, 0x7D, 0x7E), "Intel Ice Lake", INTEL_512),
        ((0x8C, 0x8D), "Intel Tiger Lake", INTEL_512),
        ((0xA7,), "Intel Rocket Lake", INTEL_512),
        ((0x8F,), "Intel Sapphire Rapids", INTEL_512),
        ((0xCF,), "Intel Emerald Rapids", INTEL_512),
        ((0xAD, 0xAE), "Intel Granite Rapids", INTEL_512),
        ((0x97, 0x9A), "Intel Alder Lake", TWO_KINDS),
        ((0xB7, 0xBA, 0xBF), "Intel Raptor Lake", TWO_KINDS),
    ),
    ("AuthenticAMD", 0x17): (
        (range(0x00, 0x30), "AMD Zen", ZEN_1),
        (range(0x30, 0xB0), "AMD Zen 2", ZEN_2),
    ),
    ("AuthenticAMD", 0x19): (
        (range(0x10, 0x20), "AMD Zen 4", ZEN_4),
        (range(0x60, 0xB0), "AMD Zen 4", ZEN_4),
        (range(0x00, 0x60), "AMD Zen 3", ZEN_2),
    ),
    ("AuthenticAMD", 0x1A): (
        (range(0x00, 0x20), "AMD Zen 5", ZEN_5),
        (range(0x40, 0x50), "AMD Zen 5", ZEN_5),
        (range(0x20, 0x30), "AMD Zen 5, mobile", ZEN_4),
        (range(0x60, 0x70), "AMD Zen 5, mobile", ZEN_4),
        (range(0x70, 0x80), "AMD Zen 5, mobile", {"avx2": 4}),  # its width is not known to us
    ),
}


class Processor(NamedTuple):
    core: str | None  # maker and microarchitecture, where known
    model: str  # as it calls itself
    ports: dict  # instruction set -> vector operations a clock

    def __str__(self):
        return f"{self.core} ({self.model})" if self.core else self.model


def processor_of(cpuinfo):
    """Reads what Linux says of the first processor."""
    lines = [line.partition(":") for line in cpuinfo.split("\n\n")[0].splitlines()]
    said = {key.strip(): value.strip() for key, _, value in lines}
    model = said.get("model name", "unknown processor")
    try:
        family, number = int(said["cpu family"]), int(said["model"])
    except (KeyError, ValueError):
        return Processor(None, model, {})
    for models, core, ports in CORES.get((said.get("vendor_id"), family), ()):
        if number in models:
            return Processor(core, model, ports)
    return Processor(None, model, {})


def this_processor():
    return processor_of(CPUINFO.read_text() if CPUINFO.exists() else "")
