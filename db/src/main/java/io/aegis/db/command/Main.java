/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.command.OperatorCommandLine;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.Migrations;
import io.aegis.db.PoolSizes;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelStore;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.deadline.Ticker;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code migrate}, {@code keys create|list|revoke}, {@code models list|rollback}, {@code maintenance list|add|end},
 * {@code customers list|export|erase}: connects as the administrator and says in one line what went wrong.
 * Exit codes: 0 done, 1 the database did not do it, 2 the command or a setting is wrong.
 */
@Command(name = "ops/aegis", description = "Commands on the database.", synopsisSubcommandLabel = "COMMAND")
public final class Main {

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

    /** The commands {@code keys}, {@code models}, {@code maintenance} and {@code customers}, as a shell completes them. */
    public static List<CommandLine> completed() {
        Main commands = new Main(Map.of(), System.out, System.err);
        return List.of(
                new CommandLine(commands.keys()),
                new CommandLine(commands.models()),
                new CommandLine(commands.maintenance()),
                new CommandLine(commands.customers()));
    }

    /** Runs one command. */
    int run(String... arguments) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(keys())
                .addSubcommand(models())
                .addSubcommand(maintenance())
                .addSubcommand(customers());
        return OperatorCommandLine.of(line, out, err, CauseMessage::of).execute(arguments);
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.from(environment, DatabaseAccount.ADMIN);
    }

    @Command(name = "migrate", description = "Bring the schema to this version.")
    void migrate() {
        int applied = Migrations.migrate(settings());
        out.println(applied == 0 ? "The schema is up to date." : "Migrations applied: " + applied + ".");
    }

    private KeysCommand keys() {
        return new KeysCommand(
                work -> {
                    SecureRandom random = new SecureRandom();
                    try (Database database = open(random)) {
                        work.with(new KeyStore(database, UuidCreator::getTimeOrderedEpoch, random));
                    }
                },
                Ticker.system(),
                out);
    }

    private ModelsCommand models() {
        return new ModelsCommand(
                work -> {
                    try (Database database = open(new SecureRandom())) {
                        work.with(new ModelsCommand.Models(
                                new ModelQueries(database), new ModelStore(database, Clock.systemUTC())));
                    }
                },
                Ticker.system(),
                out);
    }

    private CustomersCommand customers() {
        return new CustomersCommand(
                work -> {
                    SecureRandom random = new SecureRandom();
                    try (Database database = open(random)) {
                        work.with(new DataRequests(database, UuidCreator::getTimeOrderedEpoch, random));
                    }
                },
                Thread::sleep,
                new InputStreamReader(System.in, StandardCharsets.UTF_8),
                out,
                err,
                Ticker.system());
    }

    private Database open(SecureRandom random) {
        return Database.open(settings(), new PoolSizes(1, 1), Ticker.system(), random);
    }

    private MaintenanceCommand maintenance() {
        return new MaintenanceCommand(
                work -> {
                    try (Database database = open(new SecureRandom())) {
                        work.with(new MaintenanceStore(database));
                    }
                },
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC(),
                Ticker.system(),
                out);
    }
}
