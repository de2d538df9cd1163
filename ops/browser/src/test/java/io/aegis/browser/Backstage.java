/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.Role;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What happens where no browser looks: keys are made, models are trained. */
final class Backstage {

    private static final Ticker TICKER = Ticker.system();

    private Backstage() {}

    @FunctionalInterface
    private interface Work<T> {
        T with(Database database, Deadline deadline) throws Exception;
    }

    private static <T> T at(Product product, Work<T> work) throws Exception {
        try (Database database = Database.open(
                DatabaseSettings.from(product.database(), DatabaseAccount.ONLINE),
                PoolSizes.DEFAULT,
                TICKER,
                new Random())) {
            return work.with(database, Deadline.after(TICKER, Duration.ofSeconds(20)));
        }
    }

    /** A new key that opens so much. */
    static String key(Product product, Role role) throws Exception {
        return at(
                product,
                (database, deadline) -> new KeyStore(database, UUID::randomUUID, new SecureRandom())
                        .create(role.label(), Set.of(role), deadline)
                        .secret());
    }

    /** A model of a service as training leaves it, but for its bytes, which no process can read; gives its version. */
    static int model(Product product, String service, double worth, boolean promoted) throws Exception {
        byte[] bytes = "no forest".getBytes(StandardCharsets.UTF_8);
        String evaluation = """
                {"method": "the last 30 %% of the time, after what it was trained on", "moments": 432, "episodes": 3,
                 "average_precision": {"model": %s, "streaming": 0.41, "chance": 0.05}, "promoted": %s,
                 "reason": "average precision %s against 0.41 of the streaming detector"}""".formatted(worth, promoted, worth);
        return at(
                product,
                (database, deadline) -> new ModelStore(database, Clock.systemUTC())
                        .add(
                                new NewModel(
                                        ModelKind.ANOMALY,
                                        Optional.of(service),
                                        "{\"moments\": 1008, \"series\": 4, \"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-14T00:00:00Z\"}",
                                        evaluation,
                                        MessageDigest.getInstance("SHA-256").digest(bytes),
                                        bytes,
                                        promoted),
                                deadline));
    }
}
