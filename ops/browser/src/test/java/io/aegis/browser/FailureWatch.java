/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.watch.ServiceAlarmStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.ServiceAlarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** What the job that watches services leaves in the database. */
final class FailureWatch {

    private static final Ticker TICKER = Ticker.system();

    private FailureWatch() {}

    private static Database open(Product product) throws Exception {
        return Database.open(
                DatabaseSettings.from(product.database(), DatabaseAccount.ONLINE),
                PoolSizes.DEFAULT,
                TICKER,
                new Random());
    }

    private static Deadline soon() {
        return Deadline.after(TICKER, Duration.ofSeconds(20));
    }

    /** A service sends nothing any more. */
    static void silent(Product product, String service) throws Exception {
        Instant now = Instant.now();
        try (Database database = open(product)) {
            new ServiceAlarmStore(database, database)
                    .put(Map.of(service, ServiceAlarm.unknown(now).silent(now)), soon());
        }
    }

    /** A failure with these details; gives its id. */
    static String failure(Product product, String details) throws Exception {
        UUID id = UUID.randomUUID();
        try (Database database = open(product)) {
            new PredictionStore(database)
                    .add(
                            List.of(new Prediction(
                                    id,
                                    PredictionKind.FAILURE,
                                    Instant.now(),
                                    true,
                                    0.8,
                                    0.8,
                                    Severity.HIGH,
                                    Optional.of(FailureType.NETWORK_DELAY),
                                    List.of(RemediationAction.ALERT_ADMIN),
                                    List.of("failure-watch v1"),
                                    PolicyOutcome.NOT_ASKED,
                                    details)),
                            soon());
        }
        return id.toString();
    }
}
