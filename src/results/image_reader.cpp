#include "hustings/core/failure.hpp"
#include "results/hdf5.hpp"
#include "results/image.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

constexpr std::uint64_t kMostElements = std::uint64_t{1} << 32;  // a sound file has far fewer

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw Failure(ExitCode::bad_data, name + ": " + reason);
}

void check_text(const std::string& name, const std::string& where, const std::string& text) {
  if (find_broken_utf8(text) != text.npos) refuse(name, where + " holds a text that is not UTF-8");
  if (find_control(text) != text.npos) refuse(name, where + " holds a control character");
}

Values no_values(ElementType type) {
  switch (type) {
    case ElementType::uint8:
      return std::vector<std::uint8_t>();
    case ElementType::int16:
      return std::vector<std::int16_t>();
    case ElementType::int32:
      return std::vector<std::int32_t>();
    case ElementType::uint64:
      return std::vector<std::uint64_t>();
    case ElementType::int64:
      return std::vector<std::int64_t>();
    case ElementType::float32:
      return std::vector<float>();
    case ElementType::float64:
      return std::vector<double>();
    case ElementType::text:
      break;
  }
  return std::vector<std::string>();
}

void read_items(const H5::DataSet& dataset, std::vector<std::string>& texts) {
  std::vector<char*> pointers(texts.size());
  const H5::DataType type = file_type(ElementType::text);
  const H5::DataSpace space = dataset.getSpace();
  dataset.read(pointers.data(), type);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (pointers[i] != nullptr) texts[i] = pointers[i];
  }
  H5::DataSet::vlenReclaim(pointers.data(), type, space);
}

template <class T>
void read_items(const H5::DataSet& dataset, std::vector<T>& items) {
  dataset.read(items.data(), dataset.getDataType());
}

bool has_type(const H5::DataSet& dataset, ElementType type) {
  if (type == ElementType::text) {
    return dataset.getTypeClass() == H5T_STRING && dataset.getStrType().isVariableStr();
  }
  return dataset.getDataType() == file_type(type);
}

Shape shape_of(const H5::DataSet& dataset) {
  const H5::DataSpace space = dataset.getSpace();
  std::vector<hsize_t> lengths(static_cast<std::size_t>(space.getSimpleExtentNdims()));
  if (!lengths.empty()) space.getSimpleExtentDims(lengths.data());
  return {lengths.begin(), lengths.end()};
}

bool has_dataset(const H5::H5File& file, const DatasetRow& row) {
  const std::string path = row.path();
  for (std::size_t end = path.find('/', 1); end != path.npos; end = path.find('/', end + 1)) {
    if (H5Lexists(file.getId(), path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return H5Lexists(file.getId(), path.c_str(), H5P_DEFAULT) > 0;
}

std::string text_attribute(const H5::Group& root, const char* name) {
  const H5::Attribute attribute = root.openAttribute(name);
  std::string text;
  attribute.read(attribute.getDataType(), text);
  return text;
}

template <class T>
T number_attribute(const H5::Group& root, const char* name, ElementType type) {
  T value = 0;
  root.openAttribute(name).read(file_type(type), &value);
  return value;
}

/// Refuses texts that no scenario could have given: they could take hold of a terminal. The sources
/// are judged where they are parsed.
void check_texts(const std::string& name, const DatasetRow& row, const Values& values) {
  const auto* texts = std::get_if<std::vector<std::string>>(&values);
  if (texts == nullptr || row.about.path == "/source_text") return;
  for (const std::string& text : *texts) check_text(name, row.path(), text);
}

Values read_values(const H5::DataSet& dataset, const DatasetRow& row, const Shape& shape) {
  Values values = no_values(row.type);
  std::visit(
      [&](auto& items) {
        items.resize(n_elements(shape));
        read_items(dataset, items);
      },
      values);
  return values;
}

/// Says what a file is that is not of the format asked for.
std::string other_format(const H5::Group& root, const FileFormat& format) {
  const std::string found = root.attrExists("format") ? text_attribute(root, "format") : "";
  for (const FileFormat* other : {&results_format(), &part_format(), &posterior_format()}) {
    if (found == other->name) {
      return "this is " + other->called + ", not " + format.called + other->what_for;
    }
  }
  return "not " + format.called + " of hustings";
}

void check_format(const H5::H5File& file, const std::string& name, const FileFormat& format) {
  const H5::Group root = file.openGroup("/");
  if (!root.attrExists("format") || text_attribute(root, "format") != format.name) {
    refuse(name, other_format(root, format));
  }
  const auto version = number_attribute<std::int32_t>(root, "format_version", ElementType::int32);
  if (version != format.version) {
    refuse(name, "its format is version " + std::to_string(version) + ", this program reads " +
                     std::to_string(format.version));
  }
}

// HDF5 would copy the image three times; these hand it the one that is there, which outlives the
// file.
void* same_image(std::size_t, H5FD_file_image_op_t, void* image) {
  return image;
}
void* keep_image(void* image, const void*, std::size_t, H5FD_file_image_op_t, void*) {
  return image;
}
void* refuse_to_grow(void*, std::size_t, H5FD_file_image_op_t, void*) {
  return nullptr;
}
herr_t leave_image(void*, H5FD_file_image_op_t, void*) {
  return 0;
}
void* same_owner(void* image) {
  return image;
}
herr_t leave_owner(void*) {
  return 0;
}

/// Opens a file in memory as it stands there; negative where it is no HDF5 file.
hid_t open_image(std::string& image) {
  H5FD_file_image_callbacks_t callbacks = {same_image, keep_image,  refuse_to_grow, leave_image,
                                           same_owner, leave_owner, image.data()};
  H5::FileAccPropList access;
  access.setCore(1, false);
  if (H5Pset_file_image_callbacks(access.getId(), &callbacks) < 0) return -1;
  if (H5Pset_file_image(access.getId(), image.data(), image.size()) < 0) return -1;
  return H5Fopen(memory_file_name(image.data()).c_str(), H5F_ACC_RDONLY, access.getId());
}

/// Does something with the open file; what HDF5 finds wrong becomes a Failure.
template <class Act>
void guarded(std::int64_t file, const std::string& name, Act act) {
  const QuietHdf5 quiet;
  try {
    H5::H5File opened;
    opened.setId(file);
    act(opened);
  } catch (const H5::Exception& error) {
    quiet.throw_if_memory_lacked();
    refuse(name, "not readable as a results file (" + error.getDetailMsg() + ")");
  }
}

}  // namespace

bool is_of_format(std::string& image, const FileFormat& format) {
  const QuietHdf5 quiet;
  const hid_t file = open_image(image);
  if (file < 0) return false;
  bool is = false;
  try {
    H5::H5File opened;
    opened.setId(file);
    const H5::Group root = opened.openGroup("/");
    is = root.attrExists("format") && text_attribute(root, "format") == format.name;
  } catch (const H5::Exception&) {
    is = false;
  }
  H5Fclose(file);
  return is;
}

const FileFormat& format_of(std::string& image) {
  for (const FileFormat* other : {&posterior_format(), &part_format()}) {
    if (is_of_format(image, *other)) return *other;
  }
  return results_format();
}

ImageReader::ImageReader(std::string& image, std::string name, const FileFormat& format)
    : name_(std::move(name)), format_(format) {
  const QuietHdf5 quiet;
  file_ = open_image(image);
  if (file_ < 0) quiet.throw_if_memory_lacked();
  if (file_ < 0) refuse(name_, "not readable as an HDF5 file");
  try {
    guarded(file_, name_, [&](const H5::H5File& file) { check_format(file, name_, format_); });
  } catch (...) {
    H5Fclose(file_);
    throw;
  }
}

ImageReader::~ImageReader() {
  H5Fclose(file_);
}

void ImageReader::visit_datasets(const std::string& tree, const DatasetVisitor& visit) const {
  guarded(file_, name_, [&](const H5::H5File& file) {
    AxisLengths lengths;
    for (DatasetRow row : format_.table) {
      row.tree = tree;
      if (!has_dataset(file, row)) continue;
      const H5::DataSet dataset = file.openDataSet(row.path());
      const Shape shape = shape_of(dataset);
      if (row.is_axis() && shape.size() == 1) lengths.set(row.about.axes[0], shape[0]);
      if (!has_type(dataset, row.type) || lengths.shape(row) != shape) {
        refuse(name_, row.path() + " has not the type and axes of the format");
      }
      if (n_elements(shape) > kMostElements) refuse(name_, row.path() + " is too large");
      Values values = read_values(dataset, row, shape);
      check_texts(name_, row, values);
      visit(row, shape, std::move(values));
    }
  });
}

void ImageReader::visit_all(const DatasetVisitor& visit) const {
  std::vector<std::string> what_ifs;
  visit_datasets("", [&](const DatasetRow& row, const Shape& shape, Values&& values) {
    if (row.path() == kWhatIfAxis) what_ifs = std::get<std::vector<std::string>>(values);
    visit(row, shape, std::move(values));
  });
  for (const std::string& name : what_ifs) visit_datasets(what_if_tree(name), visit);
}

std::uint64_t ImageReader::elections() const {
  std::uint64_t n = 0;
  guarded(file_, name_, [&](const H5::H5File& file) {
    n = number_attribute<std::uint64_t>(file.openGroup("/"), "elections", ElementType::uint64);
  });
  return n;
}

void ImageReader::read_root(Results& results) const {
  guarded(file_, name_, [&](const H5::H5File& file) {
    const H5::Group root = file.openGroup("/");
    results.labels.title = text_attribute(root, "title");
    results.labels.seed = number_attribute<std::uint64_t>(root, "seed", ElementType::uint64);
    results.program_version = text_attribute(root, "program_version");
    results.git_revision = text_attribute(root, "git_revision");
    for (const auto& text : {results.labels.title, results.program_version, results.git_revision}) {
      check_text(name_, "an attribute", text);
    }
  });
}

}  // namespace hustings
