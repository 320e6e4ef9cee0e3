#include "model/check/private_words.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <vector>

namespace hustings {
namespace {

/// In the singular, without accents; two words as one. Each group ends where its line does.
constexpr std::string_view kWords =
    // race, ethnic group
    " race racial ethnic ethnicity eth raza etnia etnico african afro afroamerican caucasian"
    " hispanic latino latina latinx latine chicano chicana mestizo mulatto negro negra asian aapi"
    " indigenous indigena roma gypsy romani bipoc poc caste tribe tribal nonwhite biracial"
    " multiracial mixedrace skin complexion melanin minority peopleofcolor peopleofcolour"
    // origin, migration
    " origin origen nationality nacionalidad citizenship noncitizen immigrant inmigrante"
    " immigration migrant migrante emigrant migration refugee refugiado asylum asylee visa"
    " greencard daca dreamer deported undocumented alien foreigner foreignborn birthplace"
    " birthcountry countryofbirth placeofbirth ancestry heritage diaspora expat naturalized"
    " naturalised arab chinese taiwanese korean japanese vietnamese filipino filipina thai"
    " pakistani bangladeshi nepali nepalese tibetan afghan iranian persian turkish kurdish armenian"
    " russian ukrainian mexican dominican haitian cuban colombian ecuadorian peruvian venezuelan"
    " salvadoran guatemalan honduran nicaraguan jamaican guyanese trinidadian caribbean boricua"
    " puertorican puertoriqueno brazilian nigerian ghanaian senegalese somali ethiopian egyptian"
    " yemeni moroccan lebanese syrian palestinian israeli albanian uzbek desi southasian"
    // language
    " language idioma lengua tongue mothertongue bilingual linguistic speaker speaking speak"
    " mandarin cantonese tagalog urdu hindi bengali bangla punjabi gujarati tamil farsi arabic"
    " hebrew yiddish creole spanishspeaker"
    // religion
    " religion religious faith creed denomination congregation clergy rabbi imam jewish jew judio"
    " judia hasidic hasid chasidic haredi muslim musulman islam islamic sunni shia christian"
    " cristiano catholic catolico protestant evangelical baptist methodist lutheran presbyterian"
    " pentecostal episcopalian orthodox mormon quaker amish hindu sikh buddhist jain atheist"
    " agnostic pagan mosque synagogue shul iglesia kosher halal"
    // health
    " health healthcare salud medical medicaid illness disease diagnosis diagnose disabled"
    " disability handicap wheelchair deaf autism autistic mental psychiatric diabetes diabetic "
    "obese"
    " pregnant pregnancy abortion fertility contraception hiv aids cancer addiction addict rehab"
    " patient vaccinated unvaccinated"
    // sex, sexuality, family
    " sex sexo gender genero sexuality sexual orientation pronoun lgb lgbt lgbtq lgbtqi lgbtqia gay"
    " lesbian bisexual homosexual heterosexual transgender trans transsexual cis cisgender queer"
    " intersex nonbinary woman women mujer man men hombre male female marital married unmarried"
    " divorced widow widowed"
    " ";

/// Places are called by these as well.
constexpr std::string_view kWordsOfPlaces =
    " black white church parish native foreign indian spanish polish irish italian greek german"
    " french english portuguese dutch"
    " ";

/// What stands after them in names of places.
constexpr std::string_view kPlaces =
    " avenue ave street st road rd square plaza hill height plain river creek brook lake pond rock"
    " stone mountain bay beach island point harbor harlem quarter channel village town city county"
    " park garden spring horse bridge wood field ridge valley kill farm mill"
    " ";

/// Found in any part of a word: nothing else has them.
constexpr std::string_view kStems[] = {"hispanic", "muslim",    "islam",   "jewish",  "catholic",
                                       "religio",  "ethnic",    "sexual",  "lesbian", "immigra",
                                       "refugee",  "undocumen", "pregnan", "disabil", "nationality",
                                       "chinese",  "african"};

/// Whom words may be of, written together with them.
constexpr std::string_view kPeople[] = {"voter", "home",   "people",    "person", "household",
                                        "block", "family", "community", "area",   "resident"};

/// Letters that look like Latin ones, beside those that Unicode says are their variants.
struct LooksLike {
  char latin;
  std::u32string_view others;
};
constexpr LooksLike kLooksLike[] = {
    {'a', U"аα"},   {'b', U"вьβ"},  {'c', U"сϲ"}, {'d', U"ԁ"},  {'e', U"еεє"}, {'g', U"ɡ"},
    {'h', U"нһΗ"},  {'i', U"іιıӏ"}, {'j', U"ј"},  {'k', U"кκ"}, {'l', U"ł"},   {'m', U"мμ"},
    {'n', U"пոηΝ"}, {'o', U"оοøօ"}, {'p', U"рρ"}, {'r', U"г"},  {'s', U"ѕ"},   {'t', U"тτ"},
    {'u', U"υս"},   {'v', U"ν"},    {'w', U"ѡԝ"}, {'x', U"хχ"}, {'y', U"уγΥ"}, {'z', U"Ζ"}};
/// Marks that stand for letters beside letters.
constexpr std::string_view kMarks = "01345@$";
constexpr std::string_view kMeant = "oieasas";

/// Joined from pieces, shorter words are too often something else.
constexpr std::size_t kLeastJoined = 5;
constexpr std::size_t kMostPieces = 4;

bool is_listed(std::string_view words, const std::string& word) {
  return words.find(" " + word + " ") != std::string_view::npos;
}

/// A word as written, without accents; `small`: without capitals.
struct Word {
  std::string written;
  std::string small;
  std::size_t marks = 0;  ///< of its letters, those that are none
};

/// Whether a list has a word, or what it is the plural of.
bool has(std::string_view list, const std::string& word) {
  if (is_listed(list, word)) return true;
  const auto without = [&](std::string_view end, std::string_view instead) {
    return word.size() > end.size() + 1 && word.ends_with(end) &&
           is_listed(list, word.substr(0, word.size() - end.size()) + std::string(instead));
  };
  return without("s", "") || without("es", "") || without("ies", "y");
}

/// Whether one of two lists has a word, alone or with whom it is of: `asianvoters`.
bool is_of_people(const std::string& word) {
  for (const std::string_view people : kPeople) {
    const std::size_t at = word.rfind(people);
    if (at == std::string::npos || at == 0 || at + people.size() + 1 < word.size()) continue;
    const std::string who = word.substr(0, at);
    if (has(kWords, who) || has(kWordsOfPlaces, who)) return true;
  }
  return false;
}

bool is_private(const std::string& word) {
  if (has(kWords, word) || is_of_people(word)) return true;
  for (const std::string_view stem : kStems) {
    if (word.find(stem) != std::string::npos) return true;
  }
  return false;
}

/// One character: the Latin letter that it is or looks like, in the case that it has; 0: none.
char latin(utf8proc_int32_t code) {
  const bool is_capital = utf8proc_category(code) == UTF8PROC_CATEGORY_LU;
  const utf8proc_int32_t small = utf8proc_tolower(code);
  char letter = small >= 'a' && small <= 'z' ? static_cast<char>(small) : '\0';
  // Capitals may look like another letter than the small ones do.
  for (const utf8proc_int32_t seen : {small, code}) {
    for (const LooksLike& one : kLooksLike) {
      if (one.others.find(static_cast<char32_t>(seen)) != std::u32string_view::npos) {
        letter = one.latin;
      }
    }
  }
  return is_capital && letter != 0 ? static_cast<char>(letter - 'a' + 'A') : letter;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

/// The characters of a text: variants as what they are variants of, without accents and what is not
/// seen.
std::u32string characters(std::string_view text) {
  utf8proc_uint8_t* made = nullptr;
  const auto n = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                              static_cast<utf8proc_ssize_t>(text.size()), &made,
                              static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                             UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
  const std::unique_ptr<utf8proc_uint8_t, Free> bytes(made);
  std::u32string codes;
  for (utf8proc_ssize_t at = 0; at < n;) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(bytes.get() + at, n - at, &code);
    if (length <= 0) break;
    codes += static_cast<char32_t>(code);
    at += length;
  }
  return codes;
}

/// A mark between letters, or beside one, that stands for a letter; 0: none.
char meant(char32_t mark) {
  const std::size_t at = mark < 128 ? kMarks.find(static_cast<char>(mark)) : std::string_view::npos;
  return at == std::string_view::npos ? '\0' : kMeant[at];
}

/// The words of a text; with marks read as letters, or as what divides words.
std::vector<Word> words_of(const std::u32string& text, bool reads_marks) {
  std::vector<Word> words;
  Word word;
  char before = 0;
  const auto end_word = [&] {
    if (2 * word.marks < word.small.size()) words.push_back(std::move(word));
    word = {};
  };
  for (const char32_t code : text) {
    char letter = latin(static_cast<utf8proc_int32_t>(code));
    const bool is_mark = letter == 0 && reads_marks && meant(code) != 0;
    if (is_mark) letter = meant(code);
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    if (letter == 0 || (is_capital && before >= 'a')) end_word();
    if (letter != 0) {
      word.marks += is_mark ? 1 : 0;
      word.written += letter;
      word.small += is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    before = letter;
  }
  end_word();
  return words;
}

/// The word that begins at a piece and is put together from several; empty where none is private.
std::string joined_at(const std::vector<Word>& words, std::size_t first) {
  Word joined = words[first];
  bool is_spelt = joined.small.size() == 1;
  for (std::size_t i = first + 1; i < words.size(); ++i) {
    is_spelt = is_spelt && words[i].small.size() == 1;
    if (!is_spelt && i - first >= kMostPieces) break;
    joined.written += words[i].written;
    joined.small += words[i].small;
    const bool is_long = joined.small.size() >= kLeastJoined;
    const bool is_short = is_spelt && joined.small.size() >= 3;
    if ((is_long || is_short) && (has(kWords, joined.small) || has(kWordsOfPlaces, joined.small))) {
      return joined.written;
    }
  }
  return "";
}

std::string found_in(const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_private(words[i].small)) return words[i].written;
    const bool is_place = i + 1 < words.size() && has(kPlaces, words[i + 1].small);
    if (has(kWordsOfPlaces, words[i].small) && !is_place) return words[i].written;
    const std::string joined = joined_at(words, i);
    if (!joined.empty()) return joined;
  }
  return "";
}

}  // namespace

std::string sensitive_word(std::string_view text) {
  const std::u32string read = characters(text);
  const std::string found = found_in(words_of(read, false));
  return found.empty() ? found_in(words_of(read, true)) : found;
}

}  // namespace hustings
