/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.online.settings.OnlineSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The channels that are configured. */
public final class Channels {

    private Channels() {}

    /** Reads them from the settings. */
    public static List<Channel> of(OnlineSettings.Alerts settings) {
        List<Channel> channels = new ArrayList<>();
        settings.discord().ifPresent(address -> channels.add(new Channel.Discord(URI.create(address.reveal()))));
        settings.webhook()
                .ifPresent(address ->
                        channels.add(new Channel.Webhook(URI.create(address.reveal()), settings.webhookSecret())));
        settings.alertmanager()
                .ifPresent(address -> channels.add(new Channel.Alertmanager(URI.create(address.reveal()))));
        return channels;
    }

    /** Those that urgent feedback is told to: an Alertmanager is for what monitoring finds. */
    public static List<String> forFeedback(List<Channel> channels) {
        return channels.stream()
                .filter(channel -> !(channel instanceof Channel.Alertmanager))
                .map(Channel::name)
                .toList();
    }
}
