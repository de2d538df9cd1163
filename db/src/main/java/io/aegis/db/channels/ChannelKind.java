/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import java.util.Locale;

/** What takes the messages of a channel. Columns spell the constants as they are. */
public enum ChannelKind {
    /** Any receiver of JSON; deliveries are signed when there is a secret. */
    WEBHOOK,
    /** An incoming webhook of Slack. */
    SLACK,
    /** A workflow of Microsoft Teams that posts what a webhook receives. */
    TEAMS,
    /** A webhook of Discord. */
    DISCORD,
    /** A site of Jira, where issues are created. */
    JIRA,
    /** A site of Zendesk, where tickets are created. */
    ZENDESK,
    /** The events of PagerDuty, version 2. */
    PAGERDUTY,
    /** A server that takes e-mail by SMTP. */
    EMAIL;

    /** The name on the wire, such as {@code pagerduty}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its address alone lets anybody post: it is never shown again as a whole. */
    public boolean secretAddress() {
        return switch (this) {
            case WEBHOOK, SLACK, TEAMS, DISCORD -> true;
            case JIRA, ZENDESK, PAGERDUTY, EMAIL -> false;
        };
    }

    /** Whether nothing can be sent without a secret. */
    public boolean needsSecret() {
        return switch (this) {
            case JIRA, ZENDESK, PAGERDUTY -> true;
            case WEBHOOK, SLACK, TEAMS, DISCORD, EMAIL -> false;
        };
    }

    /** Whether it has a target beside its address. */
    public boolean needsTarget() {
        return this == JIRA || this == EMAIL;
    }
}
