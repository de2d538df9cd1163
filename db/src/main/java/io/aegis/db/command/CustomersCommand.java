/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import io.aegis.db.audit.Actor;
import io.aegis.db.personaldata.DataRequest;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.personaldata.DataSubject;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports and erases a customer's data: asks the batch application, and waits until its job is done. */
@Command(name = "customers", description = "What is known of a customer.", synopsisSubcommandLabel = "COMMAND")
final class CustomersCommand {

    /** Between two looks at a job. */
    static final Duration EVERY = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String BY = "ops/aegis";
    private static final int SHOWN = 50;

    /** Words of Spring Batch for an execution that does not go on by itself. */
    private static final Set<String> ENDED = Set.of("FAILED", "STOPPED", "ABANDONED", "UNKNOWN");

    private final StoreAccess<DataRequests> access;
    private final Pause pause;
    private final Reader in;
    private final PrintStream out;
    private final PrintStream err;
    private final Ticker ticker;

    /** Waits a moment. */
    @FunctionalInterface
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * The command.
     *
     * @param in what the operator answers
     * @param err where it is asked and told how it goes, so that an export may go to {@code out}
     */
    CustomersCommand(
            StoreAccess<DataRequests> access, Pause pause, Reader in, PrintStream out, PrintStream err, Ticker ticker) {
        this.access = access;
        this.pause = pause;
        this.in = in;
        this.out = out;
        this.err = err;
        this.ticker = ticker;
    }

    @Command(name = "list", description = "The newest requests, and how they stand.")
    void list() throws DatabaseUnavailableException {
        access.open(requests -> {
            List<DataRequest> newest = requests.newest(SHOWN, deadline());
            if (newest.isEmpty()) {
                out.println("Nobody has asked for the data of a customer.");
            }
            newest.forEach(each -> out.printf(
                    "%s  %s  %s  asked at %s%n", each.id(), each.kind().job(), each.state(), each.requestedAt()));
        });
    }

    @Command(name = "export", description = "Write all that is known of a customer, as JSON.")
    void export(
            @Parameters(paramLabel = "REF", description = "customer_ref of the customer, or the address") String ref,
            @Option(names = "--address", description = "REF is an address: search it in all texts") boolean address,
            @Option(names = "--out", paramLabel = "FILE", description = "a new file; else it is printed")
                    Optional<Path> file)
            throws DatabaseUnavailableException {
        DataSubject subject = subject(ref, address);
        if (file.filter(Files::exists).isPresent()) {
            throw new IllegalArgumentException(file.get() + " is there already, and is not replaced");
        }
        access.open(requests -> {
            UUID id = requests.add(DataRequest.Kind.EXPORT, subject, BY, Actor.COMMAND, deadline());
            DataRequest done = finished(requests, id);
            try {
                if (file.isPresent()) {
                    try (Writer writer = Files.newBufferedWriter(
                            file.get(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                        write(requests, id, writer);
                    }
                } else {
                    write(requests, id, new PrintWriter(out, false, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("the export cannot be written: " + e.getMessage(), e);
            }
            tell(done);
        });
    }

    private void write(DataRequests requests, UUID id, Writer writer) throws IOException, DatabaseUnavailableException {
        writer.write("{\"request_id\":\"" + id + "\",\"items\":[\n");
        Optional<DataRequests.Piece> piece = requests.pieceAfter(id, 0, deadline());
        while (piece.isPresent()) {
            writer.write(piece.get().content());
            piece = requests.pieceAfter(id, piece.get().number(), deadline());
            writer.write(piece.isPresent() ? ",\n" : "");
        }
        if (requests.get(id, deadline()).filter(DataRequest::exported).isEmpty()) {
            throw new IOException("it was erased meanwhile, and is not whole");
        }
        writer.write("\n]}\n");
        writer.flush();
    }

    @Command(name = "erase", description = "Erase all that is known of a customer. It cannot be taken back.")
    void erase(
            @Parameters(paramLabel = "REF", description = "customer_ref of the customer, or the address") String ref,
            @Option(names = "--address", description = "REF is an address: search it in all texts") boolean address,
            @Option(names = "--yes", description = "do not ask") boolean yes)
            throws DatabaseUnavailableException {
        DataSubject subject = subject(ref, address);
        if (!yes && !agreed(subject)) {
            throw new IllegalArgumentException("Nothing was erased.");
        }
        access.open(requests -> {
            UUID id = requests.add(DataRequest.Kind.ERASURE, subject, BY, Actor.COMMAND, deadline());
            tell(finished(requests, id));
        });
    }

    private static DataSubject subject(String ref, boolean address) {
        return new DataSubject(address ? DataSubject.Kind.ADDRESS : DataSubject.Kind.CUSTOMER_REF, ref.strip());
    }

    private boolean agreed(DataSubject subject) {
        err.print("Erase all that is known by the " + subject.kind().label().replace('_', ' ') + " '" + subject.value()
                + "'? It cannot be taken back. Type yes: ");
        err.flush();
        try {
            String answer = new BufferedReader(in).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException _) {
            return false;
        }
    }

    /** Waits as long as the job is at work, but not for ever for it to begin. */
    private DataRequest finished(DataRequests requests, UUID id) throws DatabaseUnavailableException {
        err.println("Request " + id + ".");
        Deadline begun = Deadline.after(ticker, START_TIMEOUT);
        while (true) {
            DataRequest now = requests.get(id, deadline()).orElseThrow();
            if (now.finishedAt().isPresent()) {
                return now;
            }
            if (ENDED.contains(now.state())) {
                throw new DatabaseUnavailableException("the job " + now.kind().job() + " ended as " + now.state()
                        + "; ops/aegis jobs restart "
                        + now.execution().map(each -> Long.toString(each.id())).orElse("") + " goes on with it");
            }
            if (now.execution().isEmpty() && begun.passed()) {
                throw new DatabaseUnavailableException("batch-jobs has not begun with it; is it running? (ops/aegis up)"
                        + " It does it when it runs: ops/aegis customers list");
            }
            try {
                pause.take(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatabaseUnavailableException("not waited for; ops/aegis customers list tells how it goes", e);
            }
        }
    }

    private void tell(DataRequest done) {
        new TreeMap<>(done.counts()).forEach((what, count) -> err.println(what.replace('_', ' ') + ": " + count));
        done.stillNamed()
                .forEach(each ->
                        err.println("Still names this customer: " + each.kind().replace('_', ' ') + " " + each.name()));
        err.println("Proof: SHA-256 " + done.proof().digest() + " of the salt "
                + done.proof().salt() + " and the reference.");
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
