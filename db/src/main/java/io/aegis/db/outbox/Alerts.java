/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import io.aegis.db.InList;
import io.aegis.db.MultiRowInsert;
import io.aegis.settings.Environment;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Puts alerts into the outbox, within the transaction that gives cause for them.
 *
 * @param channels names of the configured channels, up to {@value #MAX_CHANNEL} characters each; without any nothing is written
 * @param ids new UUIDv7s
 */
public record Alerts(List<String> channels, Supplier<UUID> ids) {

    /** Longest name of a channel. */
    public static final int MAX_CHANNEL = 32;

    /** The channel of {@code DISCORD_WEBHOOK_URL}. */
    public static final String DISCORD = "discord";
    /** The channel of {@code ALERT_WEBHOOK_URL}. */
    public static final String WEBHOOK = "webhook";

    /** The channel of {@code ALERTMANAGER_URL}: not for feedback, but for what monitoring finds. */
    public static final String ALERTMANAGER = "alertmanager";

    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at)
            VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE id = id""");

    private static final String SAMPLES =
            "SELECT feedback_id FROM sample_feedback WHERE feedback_id IN (" + InList.MARKS + ")";

    /**
     * Copies the channels.
     *
     * @throws IllegalArgumentException when a name is too long to be stored
     */
    public Alerts {
        channels = List.copyOf(channels);
        if (channels.stream().anyMatch(channel -> channel.length() > MAX_CHANNEL)) {
            throw new IllegalArgumentException("a channel's name has up to " + MAX_CHANNEL + " characters");
        }
    }

    /** The channels that are configured; where they lead is for those to know who deliver. */
    public static List<String> channels(Environment environment) {
        List<String> channels = new ArrayList<>();
        environment.string("DISCORD_WEBHOOK_URL").ifPresent(_ -> channels.add(DISCORD));
        environment.string("ALERT_WEBHOOK_URL").ifPresent(_ -> channels.add(WEBHOOK));
        return channels;
    }

    /**
     * What an alert is about.
     *
     * @param subject id of the row
     * @param payload a JSON object
     */
    public record Cause(UUID subject, String payload) {}

    private record Delivery(Cause cause, String channel) {}

    /**
     * Writes an alert for each channel that has not had this event of this subject before.
     *
     * @param event such as {@code feedback.urgent}
     * @param payload a JSON object
     */
    public void raise(DbExecute execute, String event, UUID subject, String payload) {
        raise(execute, event, List.of(new Cause(subject, payload)));
    }

    /** The same, for many causes of one event. Rows that are sample data give none. */
    public void raise(DbExecute execute, String event, List<Cause> causes) {
        if (!channels.isEmpty()) {
            raiseOfNew(execute, event, withoutSamples(execute, causes));
        }
    }

    /** The same, of rows that the transaction has just stored for somebody, of which none is sample data: nothing is asked for. */
    public void raiseOfNew(DbExecute execute, String event, List<Cause> causes) {
        List<Delivery> deliveries = causes.stream()
                .flatMap(cause -> channels.stream().map(channel -> new Delivery(cause, channel)))
                .toList();
        INSERT.insert(
                execute,
                deliveries,
                delivery -> List.of(
                        ids.get(),
                        event,
                        delivery.cause().subject(),
                        delivery.channel(),
                        delivery.cause().payload()));
    }

    private static List<Cause> withoutSamples(DbExecute execute, List<Cause> causes) {
        Set<UUID> samples = new HashSet<>();
        InList.each(
                causes.stream().map(Cause::subject).toList(),
                some -> execute.createNamedQuery("sample-subjects", SAMPLES)
                        .params(InList.filled(some))
                        .execute()
                        .map(row -> row.column("feedback_id").get(UUID.class))
                        .forEach(samples::add));
        return causes.stream()
                .filter(cause -> !samples.contains(cause.subject()))
                .toList();
    }
}
