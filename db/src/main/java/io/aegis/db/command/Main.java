package io.aegis.db.command;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.Migrations;
import io.aegis.db.PoolSizes;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelStore;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;

/**
 * {@code migrate}, {@code keys create|list|revoke}, {@code models list|rollback}, {@code maintenance list|add|end}: connects as the administrator and says in one line what went wrong.
 * Exit codes: 0 done, 1 the database did not do it, 2 the command or a setting is wrong.
 */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs one command with the settings of the environment. */
    public static void main(String[] arguments) {
        System.exit(new Main(System.getenv(), System.out, System.err).run(arguments));
    }

    /** Runs one command. */
    int run(String... arguments) {
        try {
            DatabaseSettings settings = DatabaseSettings.from(environment, DatabaseAccount.ADMIN);
            List<String> words = Arrays.asList(arguments);
            if (words.equals(List.of("migrate"))) {
                migrate(settings);
            } else if (!words.isEmpty() && words.getFirst().equals("keys")) {
                keys(settings, words.subList(1, words.size()));
            } else if (!words.isEmpty() && words.getFirst().equals("models")) {
                models(settings, words.subList(1, words.size()));
            } else if (!words.isEmpty() && words.getFirst().equals("maintenance")) {
                maintenance(settings, words.subList(1, words.size()));
            } else {
                throw new IllegalArgumentException("commands: migrate, " + KeysCommand.USAGE + ", "
                        + ModelsCommand.USAGE + ", " + MaintenanceCommand.USAGE);
            }
            return DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (FlywayException | DatabaseUnavailableException e) {
            err.println(CauseMessage.of(e));
            return FAILED;
        }
    }

    private void migrate(DatabaseSettings settings) {
        int applied = Migrations.migrate(settings);
        out.println(applied == 0 ? "The schema is up to date." : "Migrations applied: " + applied + ".");
    }

    private void keys(DatabaseSettings settings, List<String> words) throws DatabaseUnavailableException {
        SecureRandom random = new SecureRandom();
        try (Database database = Database.open(settings, new PoolSizes(1, 1), Ticker.system(), random)) {
            KeyStore store = new KeyStore(database, UuidCreator::getTimeOrderedEpoch, random);
            new KeysCommand(store, Ticker.system(), out).run(words);
        }
    }

    private void models(DatabaseSettings settings, List<String> words) throws DatabaseUnavailableException {
        try (Database database = Database.open(settings, new PoolSizes(1, 1), Ticker.system(), new SecureRandom())) {
            new ModelsCommand(
                            new ModelQueries(database),
                            new ModelStore(database, Clock.systemUTC()),
                            Ticker.system(),
                            out)
                    .run(words);
        }
    }

    private void maintenance(DatabaseSettings settings, List<String> words) throws DatabaseUnavailableException {
        try (Database database = Database.open(settings, new PoolSizes(1, 1), Ticker.system(), new SecureRandom())) {
            new MaintenanceCommand(
                            new MaintenanceStore(database),
                            UuidCreator::getTimeOrderedEpoch,
                            Clock.systemUTC(),
                            Ticker.system(),
                            out)
                    .run(words);
        }
    }
}
