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
 * <p>Arguments: the folder of the profiles and the file to write: the number of languages but English, their tags, the
 * number of runs of two or three letters, and of each the run itself and a byte per language: how much likelier the run
 * is in that language than in English, as a natural logarithm in sixteenths; all in the encoding of
 * {@link java.io.DataOutput}.
 */
class GenerateLetters {

    private static final String ENGLISH = "en";
    private static final List<String> LANGUAGES = 
            List.of("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "da", "no", "fi", "cs", "ro", "id");

    /** Added to every count, of some two million: what a profile does not list is rare, not impossible. */
    private static final double RARE = 60;

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
            return Math.log((counts.getOrDefault(run, 0L) + RARE) / (run.length() == 2 ? pairs : triples));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Profile english = Profile.read(folder.resolve(ENGLISH));
        List<Profile> others = new ArrayList<>();
        for (String language : LANGUAGES) {
            others.add(Profile.read(folder.resolve(language)));
        }
        SortedSet<String> runs = new TreeSet<>(english.counts().keySet());
        others.forEach(profile -> runs.addAll(profile.counts().keySet()));
        runs.removeIf(run -> run.length() < 2 || run.length() > 3);
        var table = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(table)) {
            out.writeInt(LANGUAGES.size());
            for (String language : LANGUAGES) {
                out.writeUTF(language);
            }
            out.writeInt(runs.size());
            for (String run : runs) {
                out.writeUTF(run);
                for (Profile profile : others) {
                    out.writeByte((int) Math.clamp(
                            Math.round(STEPS * (profile.likelihood(run) - english.likelihood(run))),
                            Byte.MIN_VALUE,
                            Byte.MAX_VALUE));
                }
            }
        }
        Path file = Path.of(arguments[1]);
        Files.createDirectories(file.getParent());
        Files.write(file, table.toByteArray());
    }
}
