/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * Made-up days of three services, with a failure every half hour, by turns of the processor and of a kind that the rules take for an
 * error in the code but that here is the network.
 */
final class Recordings {

    private static final int MINUTES = 540;
    private static final int FIRST = 120;
    private static final int EVERY = 30;
    private static final String[] SERVICES = {"cart", "mail", "pay"};

    private Recordings() {}

    /**
     * Writes a day and gives how many failures it has.
     *
     * @param lines whether there are logs: without them the rules are wrong about the network
     */
    static int write(Path folder, String day, long seed, boolean lines) throws IOException {
        Random random = new Random(seed);
        Files.createDirectories(folder);
        Instant start = Instant.parse(day + "T00:00:00Z");
        StringBuilder metrics = new StringBuilder("timestamp,service,metric_type,value\n");
        StringBuilder logs = new StringBuilder("timestamp,service,level,message\n");
        StringBuilder incidents = new StringBuilder("started_at,ended_at,service,failure_type\n");
        int failures = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            int turn = (minute - FIRST) / EVERY;
            boolean failing = minute >= FIRST && (minute - FIRST) % EVERY < 6;
            boolean busy = failing && turn % 2 == 0;
            if (minute >= FIRST && (minute - FIRST) % EVERY == 0) {
                Instant at = start.plusSeconds(60L * minute);
                incidents.append("%s,%s,%s,%s%n"
                        .formatted(
                                at,
                                at.plusSeconds(360),
                                SERVICES[turn % 3],
                                turn % 2 == 0 ? "cpu_saturation" : "network_delay"));
                failures++;
            }
            for (int service = 0; service < SERVICES.length; service++) {
                boolean its = failing && turn % 3 == service;
                Instant at = start.plusSeconds(60L * minute + service);
                sample(metrics, at, SERVICES[service], "cpu_usage", its && busy ? 85 : 20, random);
                sample(metrics, at, SERVICES[service], "memory_usage", its && !busy ? 55 : 40, random);
                sample(metrics, at, SERVICES[service], "response_time", its ? 300 : 100, random);
                logs.append("%s,%s,info,\"order %d, from \"\"%s\"\"\"%n"
                        .formatted(at, SERVICES[service], random.nextInt(1_000), SERVICES[service]));
            }
        }
        Files.writeString(folder.resolve("metrics.csv"), metrics);
        if (lines) {
            Files.writeString(folder.resolve("logs.csv"), logs);
        }
        Files.writeString(folder.resolve("incidents.csv"), incidents);
        return failures;
    }

    private static void sample(
            StringBuilder metrics, Instant at, String service, String type, double level, Random random) {
        metrics.append(at)
                .append(',')
                .append(service)
                .append(',')
                .append(type)
                .append(',')
                .append(level + random.nextGaussian())
                .append('\n');
    }
}
