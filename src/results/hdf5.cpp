#include "results/hdf5.hpp"

#include <new>

namespace hustings {
namespace {

H5::DataType text_type() {
  H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
  type.setCset(H5T_CSET_UTF8);
  return type;
}

/// Looks for a lack of memory in an error stack. Where there is none to record errors in, the stack
/// is empty.
struct Found {
  std::size_t n_errors = 0;
  bool lacks_memory = false;
};

herr_t look_at(unsigned, const H5E_error2_t* error, void* data) {
  Found& found = *static_cast<Found*>(data);
  ++found.n_errors;
  found.lacks_memory |= error->maj_num == H5E_RESOURCE || error->min_num == H5E_NOSPACE ||
                        error->min_num == H5E_CANTALLOC;
  return 0;
}

}  // namespace

QuietHdf5::QuietHdf5() {
  H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
  H5Eset_auto2(H5E_DEFAULT, note, &lacks_memory_);
}

QuietHdf5::~QuietHdf5() {
  H5Eset_auto2(H5E_DEFAULT, print_, data_);
}

herr_t QuietHdf5::note(hid_t stack, void* lacks_memory) {
  Found found;
  H5Ewalk2(stack, H5E_WALK_UPWARD, look_at, &found);
  *static_cast<bool*>(lacks_memory) |= found.lacks_memory || found.n_errors == 0;
  return 0;
}

void QuietHdf5::throw_if_memory_lacked() const {
  if (lacks_memory_) throw std::bad_alloc();
}

H5::DataType file_type(ElementType type) {
  switch (type) {
    case ElementType::uint8:
      return H5::PredType::STD_U8LE;
    case ElementType::int16:
      return H5::PredType::STD_I16LE;
    case ElementType::int32:
      return H5::PredType::STD_I32LE;
    case ElementType::uint64:
      return H5::PredType::STD_U64LE;
    case ElementType::int64:
      return H5::PredType::STD_I64LE;
    case ElementType::float32:
      return H5::PredType::IEEE_F32LE;
    case ElementType::float64:
      return H5::PredType::IEEE_F64LE;
    case ElementType::text:
      break;
  }
  return text_type();
}

}  // namespace hustings
