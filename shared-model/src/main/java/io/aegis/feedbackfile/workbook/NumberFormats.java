/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes the numbers of cells as people see them: dates as dates, 15 digits of the others (ECMA-376 part 1, 18.8.30).
 * Immutable.
 */
final class NumberFormats {

    /** Texts, colours and conditions in a format, none of which is a letter of a date; but not elapsed hours. */
    private static final Pattern NO_LETTERS = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]");

    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
    private static final int LONGEST_PLAIN = 40;
    private static final int MAX_STYLES = 1 << 16;
    private static final BigDecimal DAYS = BigDecimal.valueOf(2_958_466);
    private static final BigDecimal MILLIS_OF_DAY = BigDecimal.valueOf(86_400_000);
    private static final long MILLIS_OF_SECOND = 1000;

    /** Day 0; the year 1900 is taken for a leap year, hence the day before. */
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

    private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
    private static final int FEIGNED_LEAP_DAY = 60;

    private final boolean from1904;
    private final List<Boolean> dates;

    private NumberFormats(boolean from1904, List<Boolean> dates) {
        this.from1904 = from1904;
        this.dates = dates;
    }

    /**
     * The formats of a workbook.
     *
     * @param from1904 whether its days count from 1904
     * @param styles the part {@code styles}; empty when it has none
     */
    static NumberFormats of(boolean from1904, Optional<PartReader> styles) throws IOException {
        List<Boolean> dates = new ArrayList<>();
        if (styles.isPresent()) {
            read(styles.get(), dates);
        }
        return new NumberFormats(from1904, List.copyOf(dates));
    }

    private static void read(PartReader styles, List<Boolean> dates) throws IOException {
        Map<Integer, Boolean> own = new HashMap<>();
        boolean cells = false;
        while (styles.next() && dates.size() < MAX_STYLES && own.size() < MAX_STYLES) {
            if (styles.begins("numFmt")) {
                own.put(id(styles), isDate(styles.attribute("formatCode").orElse("")));
            } else if (styles.begins("cellXfs")) {
                cells = true;
            } else if (styles.ends("cellXfs")) {
                return;
            } else if (cells && styles.begins("xf")) {
                int id = id(styles);
                dates.add(own.getOrDefault(id, isBuiltInDate(id)));
            }
        }
    }

    private static int id(PartReader styles) {
        return CellNumbers.parse(styles.attribute("numFmtId").orElse("")).orElse(0);
    }

    private static boolean isBuiltInDate(int id) {
        return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    }

    private static boolean isDate(String format) {
        String letters = NO_LETTERS
                .matcher(format.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace("general", "");
        return letters.chars().anyMatch(each -> "ymdhs".indexOf(each) >= 0);
    }

    /**
     * A number.
     *
     * @param value as it is written in the cell
     * @param style of the cell
     */
    String write(String value, int style) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            return value;
        }
        if (Math.abs((long) number.scale()) > LONGEST_PLAIN || number.precision() > LONGEST_PLAIN) {
            return value;
        }
        boolean date = style >= 0 && style < dates.size() && dates.get(style);
        if (date && number.signum() >= 0 && number.compareTo(DAYS) < 0) {
            return moment(number);
        }
        BigDecimal shown = number.round(SHOWN);
        return (shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros()).toPlainString();
    }

    private String moment(BigDecimal days) {
        long millis =
                days.multiply(MILLIS_OF_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
        // Fractions of a day cannot say every second: the nearest one is meant.
        long seconds = (millis + MILLIS_OF_SECOND / 2) / MILLIS_OF_SECOND;
        long day = seconds / ChronoUnit.DAYS.getDuration().toSeconds();
        LocalTime time =
                LocalTime.ofSecondOfDay(seconds % ChronoUnit.DAYS.getDuration().toSeconds());
        if (day == 0) {
            return withSeconds(time);
        }
        LocalDate date = from1904 ? EPOCH_1904.plusDays(day) : EPOCH.plusDays(day < FEIGNED_LEAP_DAY ? day + 1 : day);
        return time.equals(LocalTime.MIDNIGHT) ? date.toString() : withSeconds(date.atTime(time));
    }

    private static String withSeconds(LocalTime time) {
        return "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static String withSeconds(LocalDateTime time) {
        return time.toLocalDate() + "T" + withSeconds(time.toLocalTime());
    }
}
