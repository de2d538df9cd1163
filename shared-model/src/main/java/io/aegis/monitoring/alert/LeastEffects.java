/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.MetricType;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least effects of all types of metrics.
 *
 * @param byType of each type
 */
public record LeastEffects(Map<MetricType, LeastEffect> byType) {

    private static final int MOST_CHARACTERS = 500;
    private static final Pattern ENTRY = Pattern.compile("\\s*([a-z_]+)\\s*=\\s*([0-9.eE-]+)\\s*:\\s*([0-9.eE-]+)\\s*");

    /** Copies the map; types that are not in it get the product's own. */
    public LeastEffects {
        Map<MetricType, LeastEffect> all = new EnumMap<>(MetricType.class);
        for (MetricType type : MetricType.values()) {
            all.put(type, byType.getOrDefault(type, LeastEffect.of(type)));
        }
        byType = Map.copyOf(all);
    }

    /** The product's own. */
    public static LeastEffects standard() {
        return new LeastEffects(Map.of());
    }

    /**
     * Reads them: {@code cpu_usage=2:0.05,error_rate=0.02:0} are 2 points and 5 %, 0.02 and nothing besides; types not named
     * keep the product's own.
     *
     * @throws IllegalArgumentException when it is written otherwise, with a sentence for people
     */
    public static LeastEffects parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("has more than " + MOST_CHARACTERS + " characters");
        }
        Map<MetricType, LeastEffect> read = new EnumMap<>(MetricType.class);
        for (String entry : text.split(",", -1)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw new IllegalArgumentException("must be like cpu_usage=2:0.05,error_rate=0.02:0");
            }
            MetricType type = MetricType.ofLabel(parts.group(1))
                    .orElseThrow(() -> new IllegalArgumentException("there is no metric type " + parts.group(1)));
            read.put(type, new LeastEffect(Double.parseDouble(parts.group(2)), Double.parseDouble(parts.group(3))));
        }
        return new LeastEffects(read);
    }

    /** That of a type. */
    public LeastEffect of(MetricType type) {
        return byType.getOrDefault(type, LeastEffect.of(type));
    }
}
