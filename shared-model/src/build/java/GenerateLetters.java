import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Build step: turns the profiles of a published language detector, which count letters in texts, into the one table that
 * {@code io.aegis.language.LetterStatistics} reads.
 *
 * <p>Arguments: the folders of the profiles of short and of longer texts, and the file to write: the number of languages but English, their tags, the
 * number of runs of two or three letters, and of each the run itself and a byte per language: how much likelier the run
 * is in that language than in English, as a natural logarithm in sixteenths; all in the encoding of
 * {@link java.io.DataOutput}.
 */
class GenerateLetters {

    private static final String ENGLISH = "en";
    private static final List<String> LANGUAGES = 
            List.of("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "da", "no", "fi", "cs", "ro", "id");

    /** Languages without a profile, and one whose letters are not unlike theirs. */
    private static final Map<String, String> STAND_INS = Map.of(
            "zu", "sw", "yo", ENGLISH, "lb", "de", "eo", "es", "hi-Latn", ENGLISH, "fa-Latn", ENGLISH, "ar-Latn", ENGLISH, "ru-Latn", ENGLISH,
            "el-Latn", ENGLISH, "ko-Latn", ENGLISH);

    /** Languages of which there are profiles of longer texts only. */
    private static final List<String> UNNAMED = List.of(
            "hu", "sw", "cy", "tl", "vi", "hr", "et", "ca", "sq", "eu", "ga", "so", "sk", "sl", "lv", "lt", "af", "gl", "mt", "is", "zu", "yo", "lb",
            "eo", "hi-Latn", "fa-Latn", "ar-Latn", "ru-Latn", "el-Latn", "ko-Latn");

    /** Added to every share: what a profile does not list is rare, not impossible. */
    private static final double RARE = 3e-5;

    private static final int STEPS = 16;

    private record Profile(Map<String, Long> counts, double pairs, double triples) {

        static Profile read(Path file) throws IOException {
            JsonNode profile = new JsonMapper().readTree(file.toFile());
            Map<String, Long> counts = profile.get("freq").properties().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().longValue()));
            return new Profile(counts, total(counts, 2), total(counts, 3));
        }

        private static double total(Map<String, Long> counts, int length) {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getKey().length() == length)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        double likelihood(String run) {
            return Math.log(counts.getOrDefault(run, 0L) / (run.length() == 2 ? pairs : triples) + RARE);
        }
    }

    /** A language beside English as texts of the same length have it. */
    private record Pair(Profile english, Profile other) {

        byte likelihood(String run) {
            return (byte) Math.clamp(
                    Math.round(STEPS * (other.likelihood(run) - english.likelihood(run))), Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    }

    private static List<Pair> pairs(Path folder, List<String> languages) throws IOException {
        Profile english = Profile.read(folder.resolve(ENGLISH));
        List<Pair> pairs = new ArrayList<>();
        for (String language : languages) {
            Path file = folder.resolve(STAND_INS.getOrDefault(language, language));
            pairs.add(new Pair(english, Profile.read(file)));
        }
        return pairs;
    }

    public static void main(String[] arguments) throws IOException {
        List<Pair> pairs = new ArrayList<>(pairs(Path.of(arguments[0]), LANGUAGES));
        pairs.addAll(pairs(Path.of(arguments[1]), UNNAMED));
        List<String> languages = new ArrayList<>(LANGUAGES);
        languages.addAll(UNNAMED);
        SortedSet<String> runs = new TreeSet<>();
        for (Pair pair : pairs) {
            runs.addAll(pair.english().counts().keySet());
            runs.addAll(pair.other().counts().keySet());
        }
        runs.removeIf(run -> run.length() < 2 || run.length() > 3 || !run.codePoints().allMatch(GenerateLetters::isLatin));
        var table = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(table)) {
            out.writeInt(languages.size());
            for (String language : languages) {
                out.writeUTF(language);
            }
            out.writeInt(runs.size());
            for (String run : runs) {
                out.writeUTF(run);
                for (Pair pair : pairs) {
                    out.writeByte(pair.likelihood(run));
                }
            }
        }
        Path file = Path.of(arguments[2]);
        Files.createDirectories(file.getParent());
        Files.write(file, table.toByteArray());
    }

    private static boolean isLatin(int letter) {
        return letter == ' ' || Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN;
    }
}
