/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes series of all kinds: the same of the same seed. */
final class SeriesMaker {

    static final int DAY = 1_440;
    static final int MINUTES = 14 * DAY;

    private static final int HOURS_16 = 960;
    private static final int HOURS_12 = 720;
    private static final int SPREAD_SEEDS = 1_000;

    /** A series with what incidents are measured by. */
    private static final class Base {
        private final double[] values;
        private final double[] level;
        private final double spread;
        private final OptionalInt shift;

        private Base(double[] values, double[] level, double spread, OptionalInt shift) {
            this.values = values;
            this.level = level;
            this.spread = spread;
            this.shift = shift;
        }
    }

    private SeriesMaker() {}

    /** A series without incidents, and the same with three of them: a spike, a drop and a shift in some order. */
    static List<MadeSeries> make(SeriesKind kind, int seed) {
        var random =
                new Random((long) SPREAD_SEEDS * (List.of(SeriesKind.values()).indexOf(kind) + 1) + seed);
        Base base = base(kind, random);
        double[] quiet = notNegative(base.values);
        double[] disturbed = quiet.clone();
        List<InjectedEvent> incidents = new ArrayList<>();
        List<String> order = new ArrayList<>(List.of("spike", "drop", "shift"));
        Collections.shuffle(order, random);
        int[] starts = starts(base.shift, random);
        for (int i = 0; i < starts.length; i++) {
            incidents.add(disturb(kind, order.get(i), starts[i], base, disturbed, random));
        }
        return List.of(
                new MadeSeries(kind, seed, boxed(quiet), List.of(), base.shift),
                new MadeSeries(kind, seed, boxed(notNegative(disturbed)), incidents, base.shift));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static double[] notNegative(double[] values) {
        return Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
    }

    private static Base base(SeriesKind kind, RandomGenerator random) {
        return switch (kind) {
            case FLAT -> {
                Base exact = noise(constant(40), 0.3, OptionalInt.empty(), random);
                double[] rounded = Arrays.stream(exact.values)
                        .map(value -> Math.round(10 * value) / 10.0)
                        .toArray();
                yield new Base(rounded, exact.level, exact.spread, exact.shift);
            }
            case NOISY -> noise(constant(120), 20, OptionalInt.empty(), random);
            case TREND -> noise(level(minute -> 30 + 30.0 * minute / MINUTES), 1, OptionalInt.empty(), random);
            case DAILY -> noise(wave(random), 25, OptionalInt.empty(), random);
            case WEEKLY -> {
                double[] wave = wave(random);
                yield noise(level(minute -> wave[minute] * weekday(minute)), 25, OptionalInt.empty(), random);
            }
            case LEVELSHIFT -> {
                int at = random.nextInt(6 * DAY, 8 * DAY);
                yield noise(level(minute -> minute < at ? 30 : 45), 1.5, OptionalInt.of(at), random);
            }
            case SPARSE -> {
                double[] sizes = {0.005, 0.01, 0.02};
                double[] values = level(_ -> random.nextDouble() < 0.02 ? sizes[random.nextInt(3)] : 0);
                yield new Base(values, constant(0), 0.01, OptionalInt.empty());
            }
            case BURSTY -> {
                Base still = noise(constant(20), 1.5, OptionalInt.empty(), random);
                bursts(still.values, random);
                yield new Base(still.values, still.level, 12, OptionalInt.empty());
            }
        };
    }

    /** The level by the minute. */
    @FunctionalInterface
    private interface Level {
        double at(int minute);
    }

    private static double[] level(Level level) {
        return IntStream.range(0, MINUTES).mapToDouble(level::at).toArray();
    }

    private static double[] constant(double value) {
        return level(_ -> value);
    }

    private static double[] wave(RandomGenerator random) {
        double phase = random.nextDouble(2 * Math.PI);
        return level(minute -> 500 + 300 * Math.sin(2 * Math.PI * (minute % DAY) / DAY + phase));
    }

    /** 1, .45 at weekends, and in between within two hours. */
    private static double weekday(int minute) {
        double sum = 0;
        for (int before = 0; before <= 120; before += 10) {
            sum += Math.max(0, minute - before) / DAY % 7 >= 5 ? 0.45 : 1;
        }
        return sum / 13;
    }

    private static Base noise(double[] level, double spread, OptionalInt shift, RandomGenerator random) {
        double[] values = Arrays.stream(level)
                .map(value -> value + spread * random.nextGaussian())
                .toArray();
        return new Base(values, level, spread, shift);
    }

    private static void bursts(double[] values, RandomGenerator random) {
        for (int minute = 0; minute < MINUTES; minute++) {
            if (random.nextDouble() < 1 / 90.0) {
                double height = Math.exp(2.5 + 0.5 * random.nextGaussian());
                for (int after = 0; after < 60 && minute + after < MINUTES; after++) {
                    values[minute + after] += height * Math.exp(-after / 5.0);
                }
            }
        }
    }

    /** After the third day, at least 16 hours from each other and 12 from a legitimate shift. */
    private static int[] starts(OptionalInt shift, RandomGenerator random) {
        while (true) {
            int[] starts = random.ints(3, 3 * DAY, 13 * DAY).sorted().toArray();
            boolean apart = starts[1] - starts[0] > HOURS_16 && starts[2] - starts[1] > HOURS_16;
            if (apart
                    && (shift.isEmpty()
                            || Arrays.stream(starts).allMatch(at -> Math.abs(at - shift.getAsInt()) > HOURS_12))) {
                return starts;
            }
        }
    }

    private static InjectedEvent disturb(
            SeriesKind kind, String what, int from, Base base, double[] values, RandomGenerator random) {
        int minutes = what.equals("spike") ? 10 : what.equals("drop") ? 30 : 120;
        for (int minute = from; minute < from + minutes; minute++) {
            if (kind == SeriesKind.SPARSE) {
                double often = what.equals("spike") ? 1 : what.equals("drop") ? 0.6 : 0.3;
                double rate = random.nextDouble(0.02, 0.08) * (what.equals("spike") ? 4 : 1);
                values[minute] = random.nextDouble() < often ? rate : values[minute];
            } else {
                values[minute] = switch (what) {
                    case "spike" -> values[minute] + 8 * base.spread;
                    case "drop" -> 0.25 * base.level[minute] + 0.3 * Math.min(base.spread, 3) * random.nextGaussian();
                    default -> values[minute] + 5 * base.spread;
                };
            }
        }
        return new InjectedEvent(from, from + minutes, what);
    }
}
