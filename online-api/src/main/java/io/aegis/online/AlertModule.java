/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.SecretSeal;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.online.alerts.Alerting;
import io.aegis.online.alerts.Channel;
import io.aegis.online.alerts.ChannelDirectory;
import io.aegis.online.alerts.Channels;
import io.aegis.online.alerts.StoredChannels;
import io.aegis.online.channels.ChannelRoutes;
import io.aegis.online.channels.ExampleLink;
import io.aegis.online.http.Routes;
import io.aegis.online.routing.RoutingModule;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.alerting.DashboardPages;
import io.aegis.online.scoring.alerting.MonitoringAlerts;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.telemetry.OutboxMeters;
import io.aegis.topics.CurrentOwnTopics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Alerts of a running process: their delivery from the outbox, and what puts them there. */
final class AlertModule {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration OUTBOX_EVERY = Duration.ofSeconds(5);

    /** With waits that double up to a quarter of an hour, two days. */
    private static final int ALERT_ATTEMPTS = 200;

    private final OnlineSettings settings;
    private final ApiRuntime runtime;
    private final Database database;
    private final Clock clock;
    private final Ticker ticker;
    private final OutboxStore outbox;
    private final Alerts forFeedback;
    private final ChannelStore channels;
    private final Alerting alerting;

    /** Starts to deliver alerts. */
    AlertModule(OnlineSettings settings, ApiRuntime runtime, Database database, Clock clock, Ticker ticker) {
        this.settings = settings;
        this.runtime = runtime;
        this.database = database;
        this.clock = clock;
        this.ticker = ticker;
        this.outbox = new OutboxStore(database, ALERT_ATTEMPTS);
        List<Channel> configured = Channels.of(settings.alerts());
        this.channels =
                new ChannelStore(database, new SecretSeal(settings.alerts().channelKey(), new SecureRandom()));
        this.alerting = runtime.closing(
                "alerts",
                new Alerting(
                        outbox,
                        new StoredChannels(ChannelDirectory.of(configured), this.channels, ticker),
                        dashboard(),
                        settings.alerts().allowPrivate(),
                        clock,
                        ticker));
        runtime.every(Alerting.EVERY, "alerts", alerting::deliver);
        OutboxMeters meters =
                new OutboxMeters(runtime.telemetry(), () -> outbox.depth(Deadline.after(ticker, TIMEOUT)));
        runtime.every(OUTBOX_EVERY, "outbox-depth", meters::refresh);
        this.forFeedback = new Alerts(Channels.forFeedback(configured), UuidCreator::getTimeOrderedEpoch);
    }

    /** What urgent feedback is to be told to. */
    Alerts forFeedback() {
        return forFeedback;
    }

    /** Channels that operators make. */
    Routes channels() {
        RoutingRuleStore rules = new RoutingRuleStore(database);
        return new ChannelRoutes(
                channels,
                alerting::tryOut,
                alerting::refusalOf,
                (channel, deadline) -> RoutingModule.ruleFor(rules, channel, deadline),
                new ExampleLink(dashboard(), settings.alerts().dashboard().isPresent()),
                ticker);
    }

    /** Begins to route feedback. */
    Routes routing(CurrentOwnTopics topics) {
        return new RoutingModule(
                        runtime,
                        database,
                        channels,
                        forFeedback.channels(),
                        topics,
                        dashboard(),
                        UuidCreator::getTimeOrderedEpoch,
                        ticker)
                .routes();
    }

    /** Alerts on their way. */
    OutboxStore outbox() {
        return outbox;
    }

    /** Tells an Alertmanager what scoring finds. */
    void monitor(ScoringModule scoring) {
        AlertStore store =
                new AlertStore(database, new Alerts(List.of(Alerts.ALERTMANAGER), UuidCreator::getTimeOrderedEpoch));
        MonitoringAlerts alerts = new MonitoringAlerts(
                causes -> store.add(AlertmanagerAlert.EVENT, causes, Deadline.after(ticker, TIMEOUT)),
                finding -> scoring.predictions().add(AnomalyScoring.told(finding)),
                settings.scoring().failureWindow(),
                settings.scoring().alertMaxAge(),
                new DashboardPages(dashboard()),
                scoring.replicas()::shared,
                scoring.maintenance(),
                clock);
        scoring.predictions().listen(alerts::note);
        scoring.anomalies().listen(alerts::note);
        runtime.every(Alerting.EVERY, "monitoring-alerts", alerts::flush);
    }

    private URI dashboard() {
        return settings.alerts().dashboard().orElseGet(this::address);
    }

    private URI address() {
        return URI.create(
                "http://" + settings.listen().host() + ":" + settings.listen().port() + "/");
    }
}
