/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.RealDatabase;
import io.aegis.settings.Environment;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The whole application where intake is not public, and keys for it. */
final class PrivateIntake implements AutoCloseable {

    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final Map<String, String> settings =
            new LinkedHashMap<>(RealDatabase.shared().settings());
    private final Database database;
    private final KeyStore keys;
    private Optional<Application> application = Optional.empty();

    /** Nothing runs yet. */
    PrivateIntake() {
        settings.put("AEGIS_PORT", "0");
        settings.put("PUBLIC_INTAKE", "false");
        Environment environment = Environment.of(settings, Path.of("target"));
        database = Database.open(
                DatabaseSettings.from(environment, DatabaseAccount.ADMIN),
                PoolSizes.DEFAULT,
                Ticker.system(),
                new Random());
        keys = new KeyStore(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom());
    }

    /** A new key of one role. */
    String key(Role role) throws Exception {
        return keys.create(role.label(), EnumSet.of(role), Deadline.after(Ticker.system(), AMPLE))
                .secret();
    }

    /** Starts the application. */
    void start() {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        application = Optional.of(((Main.Started) Main.start(settings, Path.of("target"), err)).application());
    }

    Application application() {
        return application.orElseThrow();
    }

    /** A request to it, with a key or without. */
    HttpRequest.Builder request(String path, Optional<String> key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + application().port() + path));
        key.ifPresent(each -> request.header("X-API-Key", each));
        return request;
    }

    @Override
    public void close() {
        application.ifPresent(Application::close);
        database.close();
    }
}
