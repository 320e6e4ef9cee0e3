#include "results/hdf5.hpp"

namespace hustings {
namespace {

H5::DataType text_type() {
  H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
  type.setCset(H5T_CSET_UTF8);
  return type;
}

}  // namespace

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
