# Writes the files of -Dfiles as C++ that asset() reads, to -Doutput; see HustingsAssets.cmake.
set(arrays "")
set(choices "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} id)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char k_${id}[] = {\n${bytes}};\n")
  string(APPEND choices "  if (name == \"${name}\") return text(k_${id});\n")
endforeach()
file(WRITE ${output} "// Written by scripts/cmake/write_assets.cmake.
#include \"report/html/assets.hpp\"

#include \"hustings/core/contract.hpp\"

namespace hustings {
namespace {

${arrays}
template <std::size_t n>
std::string_view text(const unsigned char (&bytes)[n]) {
  return {reinterpret_cast<const char*>(bytes), n};
}

}  // namespace

std::string_view asset(std::string_view name) {
${choices}  HUSTINGS_REQUIRE(name.empty());
  return {};
}

}  // namespace hustings
")
