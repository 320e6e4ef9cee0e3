#include "results/image.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "hustings/core/failure.hpp"
#include "results/hdf5.hpp"
#include "results/trailer.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMemoryStep = 4u << 20;  // by which the file in memory grows
constexpr std::uint64_t kChunkBytes = 1u << 20;
constexpr std::uint64_t kLeastToCompress = 4u << 10;  // below, chunks cost more than they save
constexpr int kGzipLevel = 4;

void check(herr_t status, const char* what) {
  if (status < 0) throw H5::FileIException(what, "failed");
}

/// Turns off times in a property list: equal runs are to be equal bytes.
template <class PropertyList>
PropertyList timeless(PropertyList list = PropertyList()) {
  check(H5Pset_obj_track_times(list.getId(), false), "H5Pset_obj_track_times");
  return list;
}

H5::H5File make_file(const std::string& name) {
  H5::FileAccPropList access;
  access.setCore(kMemoryStep, false);
  return {name, H5F_ACC_TRUNC, timeless<H5::FileCreatPropList>(), access};
}

void put(const H5::H5Object& object, const char* name, const std::string& text) {
  const H5::DataType type = file_type(ElementType::text);
  const char* value = text.c_str();
  object.createAttribute(name, type, H5::DataSpace(H5S_SCALAR)).write(type, &value);
}

template <class T>
void put(const H5::H5Object& object, const char* name, ElementType type,
         const std::vector<T>& values, const H5::DataSpace& space) {
  object.createAttribute(name, file_type(type), space).write(file_type(type), values.data());
}

/// Elections of a run, or those that a posterior has.
std::uint64_t n_elections(const Results& results) {
  return results.tally.elections > 0 ? results.tally.elections
                                     : results.posterior.law.accepted.size();
}

void put_root(const H5::Group& root, const Results& results, const FileFormat& format) {
  const H5::DataSpace one(H5S_SCALAR);
  put(root, "title", results.labels.title);
  put(root, "Conventions", "CF-1.8");
  put(root, "format", format.name);
  put(root, "format_version", ElementType::int32, std::vector{format.version}, one);
  put(root, "program_version", results.program_version);
  put(root, "git_revision", results.git_revision);
  put(root, "seed", ElementType::uint64, std::vector{results.labels.seed}, one);
  put(root, "elections", ElementType::uint64, std::vector{n_elections(results)}, one);
}

std::uint64_t element_size(ElementType type) {
  return file_type(type).getSize();
}

/// Cuts a dataset into chunks of about kChunkBytes, whole rows where they fit.
Shape chunk_of(const Shape& shape, std::uint64_t size) {
  Shape chunk = shape;
  std::uint64_t bytes = size;
  for (std::size_t i = shape.size(); i-- > 0;) {
    chunk[i] = std::clamp<std::uint64_t>(kChunkBytes / bytes, 1, shape[i]);
    bytes *= chunk[i];
  }
  return chunk;
}

/// Draws are noise: compressing them would cost time and save nothing.
H5::DSetCreatPropList storage(const DatasetRow& row, const Shape& shape) {
  auto list = timeless<H5::DSetCreatPropList>();
  const std::uint64_t bytes = n_elements(shape) * element_size(row.type);
  if (row.type == ElementType::text || bytes < kLeastToCompress) return list;
  const Shape chunk = chunk_of(shape, element_size(row.type));
  const std::vector<hsize_t> lengths(chunk.begin(), chunk.end());
  list.setChunk(static_cast<int>(lengths.size()), lengths.data());
  if (row.about.path.starts_with("/draws/")) return list;
  list.setShuffle();
  list.setDeflate(kGzipLevel);
  list.setFletcher32();
  return list;
}

/// Adds datasets to an HDF5 file one by one, axes before what they label.
///
/// Equal calls make equal bytes: the file lies in memory, nothing in it has a time, storage of a
/// dataset depends on its row and shape alone, and names of groups are UTF-8. The image is copied
/// out of HDF5 once, with room for the trailer.
class ImageWriter {
 public:
  ImageWriter() : file_(make_file(memory_file_name(this))) {}

  void put_root(const Results& results, const FileFormat& format) {
    hustings::put_root(file_.openGroup("/"), results, format);
  }

  void add(const DatasetRow& row, const Shape& shape, const Values& values) {
    make_groups(row.group());
    const std::vector<hsize_t> lengths(shape.begin(), shape.end());
    const H5::DataSpace space =
        lengths.empty() ? H5::DataSpace(H5S_SCALAR)
                        : H5::DataSpace(static_cast<int>(lengths.size()), lengths.data());
    H5::DataSet dataset =
        file_.createDataSet(row.path(), file_type(row.type), space, storage(row, shape));
    write(dataset, row, values);
    describe(dataset, row);
    row.is_axis() ? make_axis(dataset, row) : attach_axes(dataset, row);
  }

  std::string image() {
    file_.flush(H5F_SCOPE_GLOBAL);
    const ssize_t size = H5Fget_file_image(file_.getId(), nullptr, 0);
    if (size <= 0) throw H5::FileIException("H5Fget_file_image", "failed");
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(size) + kTrailerBytes);
    bytes.resize(static_cast<std::size_t>(size));
    if (H5Fget_file_image(file_.getId(), bytes.data(), bytes.size()) != size) {
      throw H5::FileIException("H5Fget_file_image", "failed");
    }
    return bytes;
  }

 private:
  /// Makes a group with those that hold it.
  void make_groups(const std::string& path) {
    for (std::size_t end = 0; end < path.size();) {
      end = std::min(path.find('/', end + 1), path.size());
      const std::string group = path.substr(0, end);
      if (groups_.insert(group).second) make_group(group);
    }
  }

  void make_group(const std::string& path) {
    const auto list = timeless(H5::PropList(H5P_GROUP_CREATE));
    const H5::PropList link(H5P_LINK_CREATE);  // what-ifs have names in any script
    check(H5Pset_char_encoding(link.getId(), H5T_CSET_UTF8), "H5Pset_char_encoding");
    const hid_t group =
        H5Gcreate2(file_.getId(), path.c_str(), link.getId(), list.getId(), H5P_DEFAULT);
    check(group < 0 ? -1 : H5Gclose(group), "H5Gcreate2");
  }

  static void write(const H5::DataSet& dataset, const DatasetRow& row, const Values& values) {
    if (const auto* texts = std::get_if<std::vector<std::string>>(&values)) {
      std::vector<const char*> pointers;
      for (const std::string& text : *texts) pointers.push_back(text.c_str());
      dataset.write(pointers.data(), file_type(row.type));
      return;
    }
    std::visit([&](const auto& items) { dataset.write(items.data(), file_type(row.type)); },
               values);
  }

  static void describe(const H5::DataSet& dataset, const DatasetRow& row) {
    put(dataset, "long_name", row.about.help);
    if (!row.about.unit.empty()) put(dataset, "units", row.about.unit);
    if (row.type != ElementType::uint8) return;
    const std::string words = row.about.flags.empty() ? "no yes" : row.about.flags;
    std::vector<std::uint8_t> values(
        static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1);
    std::iota(values.begin(), values.end(), std::uint8_t{0});
    const hsize_t n = values.size();
    put(dataset, "flag_values", row.type, values, H5::DataSpace(1, &n));
    put(dataset, "flag_meanings", words);
  }

  static void make_axis(const H5::DataSet& dataset, const DatasetRow& row) {
    check(H5DSset_scale(dataset.getId(), row.about.axes[0].c_str()), "H5DSset_scale");
  }

  /// Readers of one group see only what stands in it: its axes are linked into it.
  void attach_axes(const H5::DataSet& dataset, const DatasetRow& row) {
    for (std::size_t i = 0; i < row.about.axes.size(); ++i) {
      const std::string& axis = row.about.axes[i];
      const H5::DataSet scale = file_.openDataSet(row.axis_path(axis));
      check(H5DSattach_scale(dataset.getId(), scale.getId(), static_cast<unsigned>(i)),
            "H5DSattach_scale");
      const std::string linked = row.group() + "/" + axis;
      if (row.group() == row.tree || !linked_.insert(linked).second) continue;
      check(H5Lcreate_hard(file_.getId(), row.axis_path(axis).c_str(), H5L_SAME_LOC, linked.c_str(),
                           H5P_DEFAULT, H5P_DEFAULT),
            "H5Lcreate_hard");
    }
  }

  H5::H5File file_;
  std::set<std::string> groups_;
  std::set<std::string> linked_;
};

}  // namespace

std::string image_of(const Results& results, const FileFormat& format) {
  const QuietHdf5 quiet;
  try {
    ImageWriter writer;
    writer.put_root(results, format);
    visit_datasets(results, format,
                   [&](const DatasetRow& row, const Shape& shape, const Values& values) {
                     writer.add(row, shape, values);
                   });
    return writer.image();
  } catch (const H5::Exception& error) {
    quiet.throw_if_memory_lacked();
    throw Failure(ExitCode::internal, "HDF5 cannot hold the results: " + error.getFuncName() + " " +
                                          error.getDetailMsg());
  }
}

}  // namespace hustings
