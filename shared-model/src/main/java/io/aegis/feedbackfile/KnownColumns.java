/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What columns are called in the exports that people have; the list is data, {@code known-columns.txt}. Immutable. */
final class KnownColumns {

    /** Before the name of a tier, how sure a name is one of the text. */
    private static final String TEXT = "text ";

    private static final String RESOURCE = "known-columns.txt";

    /** Nothing longer is a name that anybody knows, and whatever stands in a file is asked for, many times. */
    private static final int LONGEST = 256;

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}#]+");
    private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036F]+");

    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<MetadataField, Map<String, Integer>> metadata = new EnumMap<>(MetadataField.class);
    private final Set<String> none = new HashSet<>();
    private final Set<String> staff = new HashSet<>();

    private KnownColumns() {}

    /** Reads the list. */
    static KnownColumns load() {
        try (InputStream in = KnownColumns.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            KnownColumns known = new KnownColumns();
            known.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader lines) throws IOException {
        Map<String, Integer> tiers = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String kind = line.substring(0, colon);
            List<String> names = new ArrayList<>();
            for (String name : line.substring(colon + 1).split("\\|", -1)) {
                names.add(plain(name));
            }
            if (kind.startsWith(TEXT)) {
                add(texts, names, tiers.computeIfAbsent(kind, _ -> tiers.size()));
                continue;
            }
            switch (kind) {
                case "none" -> none.addAll(names);
                case "staff" -> staff.addAll(names);
                default -> {
                    Map<String, Integer> ranks =
                            metadata.computeIfAbsent(MetadataField.named(kind).orElseThrow(), _ -> new HashMap<>());
                    names.forEach(name -> ranks.putIfAbsent(name, ranks.size()));
                }
            }
        }
    }

    /** A name, and what of it stands before brackets at its end, such as a zone: {@code started at (Europe/Berlin)}. */
    private static List<String> readings(String name) {
        String stripped = name.strip();
        int bracket = stripped.length() <= LONGEST && stripped.endsWith(")") ? stripped.lastIndexOf('(') : -1;
        return bracket > 0 ? List.of(plain(name), plain(stripped.substring(0, bracket))) : List.of(plain(name));
    }

    private static OptionalInt first(Map<String, Integer> ranks, String name) {
        return readings(name).stream()
                .filter(ranks::containsKey)
                .mapToInt(ranks::get)
                .findFirst();
    }

    private static void add(Map<String, Integer> tiers, List<String> names, int tier) {
        names.forEach(name -> tiers.putIfAbsent(name, tier));
    }

    /** A name without what does not count in it: case, accents, signs, how its words are joined. Nothing of what is too long for a name. */
    static String plain(String name) {
        if (name.length() > LONGEST) {
            return "";
        }
        String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String apart = CAMEL.matcher(composed).replaceAll(" ");
        String bare = ACCENTS.matcher(Normalizer.normalize(apart, Normalizer.Form.NFD))
                .replaceAll("");
        // Letters that have no accent by the Unicode standard, and are written without it all the same.
        String folded = bare.toLowerCase(Locale.ROOT)
                .replace('ı', 'i')
                .replace('ł', 'l')
                .replace('ø', 'o');
        return SIGNS.matcher(folded).replaceAll(" ").strip();
    }

    /** How sure a name is one of the text, 0 being the surest; empty when it is none. */
    OptionalInt textTier(String name) {
        return first(texts, name);
    }

    /** How well a name fits a field, 0 being best; empty when it does not. */
    OptionalInt rank(MetadataField field, String name) {
        // How well a hit fits a search (Elasticsearch).
        return name.equals("_score") || name.endsWith("._score")
                ? OptionalInt.empty()
                : first(metadata.getOrDefault(field, Map.of()), name);
    }

    /** The field that a name fits best. */
    Optional<MetadataField> field(String name) {
        return metadata.keySet().stream()
                .filter(field -> rank(field, name).isPresent())
                .findFirst();
    }

    /** Whether a name is that of a column that is not the text, whatever is in it. A rating may be one in words. */
    boolean isOther(String name) {
        return none.contains(plain(name))
                || Stream.of(plain(name).split(" ", -1)).anyMatch(staff::contains)
                || (textTier(name).isEmpty()
                        && field(name)
                                .filter(field -> field != MetadataField.RATING)
                                .isPresent());
    }

    /** Whether a name is that of some column. */
    boolean knows(String name) {
        return readings(name).stream()
                .anyMatch(plain -> texts.containsKey(plain)
                        || none.contains(plain)
                        || metadata.values().stream().anyMatch(ranks -> ranks.containsKey(plain)));
    }
}
