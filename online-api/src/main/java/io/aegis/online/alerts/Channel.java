/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.db.channels.ChannelKind;
import io.aegis.db.outbox.Alerts;
import io.aegis.settings.Secret;
import java.net.URI;
import java.util.Optional;

/** A place that alerts go to. */
public sealed interface Channel {

    /** The name that outbox rows carry. */
    String name();

    /** Where requests are posted. Holds a secret path for Discord: never log it. */
    URI uri();

    /**
     * A Discord webhook.
     *
     * @param uri with the webhook's id and token
     */
    record Discord(URI uri) implements Channel {
        @Override
        public String name() {
            return Alerts.DISCORD;
        }

        @Override
        public String toString() {
            return "discord at " + uri.getHost();
        }
    }

    /**
     * Any receiver of JSON.
     *
     * @param uri of the receiver
     * @param secret shared with the receiver; deliveries are signed when there is one
     */
    record Webhook(URI uri, Optional<Secret> secret) implements Channel {
        @Override
        public String name() {
            return Alerts.WEBHOOK;
        }

        @Override
        public String toString() {
            return "webhook at " + uri.getHost();
        }
    }

    /**
     * An Alertmanager, by its API version 2; without a path of the API the usual one is taken.
     *
     * @param uri where alerts are posted
     */
    record Alertmanager(URI uri) implements Channel {

        private static final String API = "/api/v2/alerts";

        /** Adds the path. */
        public Alertmanager {
            String text = uri.toString();
            if (!text.contains("/api/")) {
                uri = URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + API);
            }
        }

        @Override
        public String name() {
            return Alerts.ALERTMANAGER;
        }

        @Override
        public String toString() {
            return "alertmanager at " + uri.getHost();
        }
    }

    /**
     * One that operators made, of a kind that is known.
     *
     * @param name as operators call it
     * @param kind what takes its messages
     * @param uri of the receiver; {@code smtp} or {@code smtps} for e-mail
     * @param target a project of Jira, or who gets e-mail; else empty
     * @param template of its messages
     * @param secret signs, or signs in
     */
    record Managed(
            String name, ChannelKind kind, URI uri, String target, MessageTemplate template, Optional<Secret> secret)
            implements Channel {

        /** The same with another template. */
        Managed saying(MessageTemplate other) {
            return new Managed(name, kind, uri, target, other, secret);
        }

        @Override
        public String toString() {
            return kind.label() + " at " + uri.getHost();
        }
    }
}
