/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prices by model. Immutable. */
public final class PriceTable {

    /** The providers' price lists as of 2025; operators override them as prices change. */
    private static final String BUILT_IN = """
            gpt-4o-mini=0.15/0.60, gpt-4o=2.50/10, gpt-4.1=2/8, gpt-4.1-mini=0.40/1.60, gpt-4.1-nano=0.10/0.40,
            gpt-5=1.25/10, gpt-5-mini=0.25/2, gpt-5-nano=0.05/0.40, o3=2/8, o3-mini=1.10/4.40, o4-mini=1.10/4.40,
            llama-3.1-8b-instant=0.05/0.08, llama-3.3-70b-versatile=0.59/0.79,
            openai/gpt-oss-20b=0.10/0.50, openai/gpt-oss-120b=0.15/0.75
            """;

    private static final Pattern SNAPSHOT_DATE = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");

    private final Map<String, ModelPrice> prices;

    private PriceTable(Map<String, ModelPrice> prices) {
        this.prices = Map.copyOf(prices);
    }

    /** The prices that come with the product. */
    public static PriceTable builtIn() {
        return new PriceTable(parse(BUILT_IN));
    }

    /**
     * This table with some prices replaced or added.
     *
     * @param overrides entries {@code model=input/output} in US dollars per million tokens, separated by commas, such
     *     as {@code gpt-4o-mini=0.15/0.60,openai/gpt-oss-20b=0.10/0.50}; blanks around them do not matter
     * @throws IllegalArgumentException in words for the operator, naming the entry that cannot be read
     */
    public PriceTable with(String overrides) {
        Map<String, ModelPrice> merged = new HashMap<>(prices);
        merged.putAll(parse(overrides));
        return new PriceTable(merged);
    }

    /** The price of a model; a dated snapshot such as {@code gpt-4o-2024-08-06} costs what its model costs. */
    public Optional<ModelPrice> of(String model) {
        String key = model.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(prices.get(key))
                .or(() -> Optional.ofNullable(
                        prices.get(SNAPSHOT_DATE.matcher(key).replaceFirst(""))));
    }

    private static Map<String, ModelPrice> parse(String entries) {
        Map<String, ModelPrice> parsed = new HashMap<>();
        for (String entry : entries.split(",", -1)) {
            if (!entry.isBlank()) {
                int equals = entry.lastIndexOf('=');
                int slash = entry.indexOf('/', equals + 1);
                if (equals < 0 || slash < 0 || entry.substring(0, equals).isBlank()) {
                    throw unreadable(entry);
                }
                ModelPrice price =
                        new ModelPrice(amount(entry, equals + 1, slash), amount(entry, slash + 1, entry.length()));
                parsed.put(entry.substring(0, equals).strip().toLowerCase(Locale.ROOT), price);
            }
        }
        return parsed;
    }

    private static BigDecimal amount(String entry, int from, int to) {
        String digits = entry.substring(from, to).strip();
        if (!AMOUNT.matcher(digits).matches()) {
            throw unreadable(entry);
        }
        return new BigDecimal(digits);
    }

    private static IllegalArgumentException unreadable(String entry) {
        return new IllegalArgumentException(
                "price '%s' is not of the form model=input/output, such as gpt-4o-mini=0.15/0.60"
                        .formatted(entry.strip()));
    }
}
