/* SPDX-License-Identifier: GPL-3.0-or-later */
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * Posts texts, each until it is acknowledged, and notes "NUMBER ID", or "NUMBER ID urgent", of each that was. Every tenth text is
 * posted by two clients at the same time, every twentieth is urgent. Goes on until FILE.stop is there; meanwhile FILE.count holds how many were acknowledged. The JDK is all that it
 * needs.
 *
 * Arguments: FILE CLIENTS RATE URL...   (RATE: texts a second; each URL: where an API listens, tried in turn)
 * Exit code 1 when any answer was neither an acknowledgement nor a 503.
 */

static final Pattern URGENT = Pattern.compile("\"is_urgent\"\\s*:\\s*true");
static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");

final AtomicLong numbers = new AtomicLong();
final AtomicLong acknowledged = new AtomicLong();
final AtomicLong refused = new AtomicLong();
final AtomicLong broken = new AtomicLong();
final AtomicLong unexpected = new AtomicLong();
final AtomicLong slowestMillis = new AtomicLong();
final long started = System.nanoTime();

void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Path stop = Path.of(arguments[0] + ".stop");
    int clients = Integer.parseInt(arguments[1]);
    int rate = Integer.parseInt(arguments[2]);
    List<URI> targets = List.of(arguments).subList(3, arguments.length).stream()
            .map(url -> URI.create(url + "/feedback"))
            .toList();
    String run = Long.toString(System.currentTimeMillis(), 36);
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file));
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
            var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < clients; i++) {
            threads.submit(() -> {
                while (!Files.exists(stop)) {
                    long number = numbers.getAndIncrement();
                    pace(number, rate);
                    if (number % 10 == 0) {
                        Thread twin = Thread.startVirtualThread(() -> post(http, targets, run, number, stop, out));
                        post(http, targets, run, number, stop, out);
                        twin.join();
                    } else {
                        post(http, targets, run, number, stop, out);
                    }
                }
                return null;
            });
        }
        while (!Files.exists(stop)) {
            Files.writeString(Path.of(file + ".count"), acknowledged + "\n");
            Thread.sleep(200);
        }
    }
    IO.println("acknowledged " + acknowledged + ", refused with 503 " + refused + ", connections broken " + broken
            + ", other answers " + unexpected + ", the longest wait for an acknowledgement " + slowestMillis + " ms");
    System.exit(unexpected.get() == 0 ? 0 : 1);
}

/** The moment of a text; those who are late do not wait. */
void pace(long number, int rate) throws InterruptedException {
    long nanos = started + number * 1_000_000_000L / rate - System.nanoTime();
    if (nanos > 0) {
        Thread.sleep(Duration.ofNanos(nanos));
    }
}

void post(HttpClient http, List<URI> targets, String run, long number, Path stop, PrintWriter out) {
    String body = "{\"raw_content\": \"Drill " + run + " number " + number + ": the export of my invoices is broken"
            + (number % 20 == 7 ? ", my lawyer will sue you" : "") + "\"}";
    long before = System.nanoTime();
    for (int attempt = 0; attempt == 0 || !Files.exists(stop); attempt++) {
        HttpRequest request = HttpRequest.newBuilder(targets.get((int) ((number + attempt) % targets.size())))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("X-API-Key", System.getenv().getOrDefault("API_KEY", "dev_api_key"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            Matcher id = ID.matcher(response.body());
            if ((response.statusCode() == 200 || response.statusCode() == 201) && id.find()) {
                synchronized (out) {
                    out.println(number + " " + id.group(1) + (URGENT.matcher(response.body()).find() ? " urgent" : ""));
                }
                acknowledged.incrementAndGet();
                slowestMillis.accumulateAndGet((System.nanoTime() - before) / 1_000_000, Math::max);
                return;
            }
            if (response.statusCode() == 503) {
                refused.incrementAndGet();
            } else if (unexpected.incrementAndGet() <= 10) {
                IO.println("unexpected: " + response.statusCode() + " " + response.body());
            }
            Thread.sleep(100);
        } catch (IOException e) {
            broken.incrementAndGet();
            try {
                Thread.sleep(100);
            } catch (InterruptedException _) {
                return;
            }
        } catch (InterruptedException _) {
            return;
        }
    }
}
