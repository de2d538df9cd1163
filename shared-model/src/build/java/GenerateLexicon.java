import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Build step: turns the lexicons of two published artifacts into the one table that {@code io.aegis.vader.Lexicon}
 * reads, so that neither megabytes of JSON are parsed at start nor a copy of the lexicon is kept in the sources.
 *
 * <p>Arguments: the words of VADER, the emojis of jemoji, the corrections that make them equal to those of
 * vaderSentiment 3.3.2, and the file to write: the number of words, each word and its valence, the number of emojis,
 * each code point and its description, in the encoding of {@link java.io.DataOutput}.
 */
class GenerateLexicon {

    /** vaderSentiment 3.3.2 knows the emojis up to this version of Unicode's list. */
    private static final double NEWEST_EMOJI_VERSION = 11;

    private static final String VARIATION_SELECTOR = "\uFE0F";

    public static void main(String[] arguments) throws IOException {
        JsonNode corrections = new JsonMapper().readTree(Path.of(arguments[2]).toFile());
        Map<String, Double> words = words(Path.of(arguments[0]));
        corrections
                .get("words")
                .properties()
                .forEach(entry -> words.put(entry.getKey(), entry.getValue().doubleValue()));
        Map<Integer, String> emojis = emojis(Path.of(arguments[1]));
        corrections
                .get("emojis")
                .properties()
                .forEach(entry -> emojis.put(
                        Integer.parseInt(entry.getKey().substring("U+".length()), 16),
                        entry.getValue().textValue()));
        write(words, emojis, Path.of(arguments[3]));
    }

    /** Word and valence are the first two columns; of a word given twice the last valence counts, as in the reference. */
    private static Map<String, Double> words(Path file) throws IOException {
        Map<String, Double> words = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] columns = line.split("\t");
            words.put(columns[0], Double.valueOf(columns[1]));
        }
        return words;
    }

    /** The reference looks at one code point at a time, so sequences could never be found. */
    private static Map<Integer, String> emojis(Path file) throws IOException {
        Map<Integer, String> emojis = new LinkedHashMap<>();
        for (JsonNode emoji : new JsonMapper().readTree(file.toFile())) {
            String symbol = emoji.get("emoji").textValue().replace(VARIATION_SELECTOR, "");
            if (emoji.get("version").doubleValue() <= NEWEST_EMOJI_VERSION
                    && symbol.codePointCount(0, symbol.length()) == 1) {
                emojis.put(symbol.codePointAt(0), emoji.get("description").textValue());
            }
        }
        return emojis;
    }

    private static void write(Map<String, Double> words, Map<Integer, String> emojis, Path file) throws IOException {
        var table = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(table)) {
            out.writeInt(words.size());
            for (Map.Entry<String, Double> word : words.entrySet()) {
                out.writeUTF(word.getKey());
                out.writeDouble(word.getValue());
            }
            out.writeInt(emojis.size());
            for (Map.Entry<Integer, String> emoji : emojis.entrySet()) {
                out.writeInt(emoji.getKey());
                out.writeUTF(emoji.getValue());
            }
        }
        Files.createDirectories(file.getParent());
        Files.write(file, table.toByteArray());
    }
}
