/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says to an operator what to change when a provider fails. */
public final class LlmAdvice {

    private static final Set<String> NO_SUCH_MODEL =
            Set.of("model_not_found", "deploymentnotfound", "model_not_available", "invalid_model");

    /** As servers without codes say it: Ollama, llama.cpp, vLLM, LM Studio. */
    private static final Pattern MODEL_NOT_FOUND = Pattern.compile(
            "\\bmodel\\b[^.\\n]{0,100}\\b(?:not found|does not exist|not loaded|not available)\\b",
            Pattern.CASE_INSENSITIVE);

    /** As nginx and servers in Go say it. */
    private static final Pattern TLS_WANTED =
            Pattern.compile("\\bHTTP request\\b.{0,20}\\bto (?:an? )?(?:HTTPS|TLS|SSL)", Pattern.CASE_INSENSITIVE);

    private LlmAdvice() {}

    /**
     * One or two sentences.
     *
     * @param provider its label, such as {@code openai:gpt-4o-mini}
     * @param failure of the latest call
     * @param error what the server said, when it said something
     */
    public static String of(String provider, LlmFailure failure, Optional<ServerError> error) {
        String prefix = provider.split(":", 2)[0].toUpperCase(Locale.ROOT);
        boolean noCompletion = failure.blamesProvider()
                && error.filter(said -> said.status() / 100 == 2).isPresent();
        if (noCompletion) {
            return "What answers there calls it a success and sends no completion: check " + prefix
                    + "_BASE_URL, which may lead to a sign-in page, to another API, or to a gateway whose own provider fails.";
        }
        Optional<String> fault = error.flatMap(said -> ConnectionFault.advice(said, prefix));
        if (fault.isPresent()) {
            return fault.get();
        }
        return switch (failure) {
            case AUTH ->
                "Check " + prefix
                        + "_API_KEY: it is wrong, revoked, or may not use this model. Azure's keys belong to its"
                        + " own address in " + prefix + "_BASE_URL.";
            case QUOTA -> "The account has no credit left: pay in or raise its limit at the provider.";
            case RATE_LIMIT ->
                "The provider limits the rate: lower AI_MAX_CONCURRENCY, or ask the provider for a higher limit.";
            case REFUSED -> refused(prefix, error);
            case SERVER ->
                "The server has a fault of its own: look at its log or its status page. Nothing here needs a change.";
            case NETWORK ->
                "Nothing answers at " + prefix + "_BASE_URL: check the address, the port, the name's resolution and the"
                        + " firewall, and that the server runs.";
            case TIMEOUT ->
                "The server is too slow: take a smaller or faster model with " + prefix
                        + "_MODEL. A local server may still" + " be loading its model.";
            case BAD_ANSWER ->
                "The model answers, but not with the JSON that it is asked for: take a more capable one with " + prefix
                        + "_MODEL.";
            case PARAMETER -> "Nothing: it is asked differently from now on.";
            case CONTENT_REFUSED -> "Nothing: the refusal is about that text, which keeps the heuristic's labels.";
        };
    }

    private static String refused(String prefix, Optional<ServerError> error) {
        if (error.isEmpty()) {
            return "See what the server says of the request with ops/aegis llm test.";
        }
        int status = error.get().status();
        if (error.get()
                .message()
                .filter(words -> TLS_WANTED.matcher(words).find())
                .isPresent()) {
            return "The port speaks TLS: write https:// instead of http:// in " + prefix + "_BASE_URL.";
        }
        boolean model = error.get()
                        .code()
                        .filter(code -> NO_SUCH_MODEL.stream()
                                .anyMatch(word -> code.toLowerCase(Locale.ROOT).contains(word)))
                        .isPresent()
                || error.get()
                        .message()
                        .filter(words -> MODEL_NOT_FOUND.matcher(words).find())
                        .isPresent();
        if (model) {
            return "There is no such model there: correct " + prefix + "_MODEL, or the deployment in " + prefix
                    + "_BASE_URL.";
        }
        if (status == 404 || status == 405) {
            return "There are no chat completions at that address, or no such model: " + prefix
                    + "_BASE_URL usually ends in /v1, Azure's in /openai/deployments/NAME?api-version=VERSION.";
        }
        if (status >= 300 && status < 400) {
            return "The server sends elsewhere, where the key must not go: put the final address into " + prefix
                    + "_BASE_URL, https perhaps instead of http.";
        }
        return "The server does not take the request, for the reason that it gives; ops/aegis llm test shows what was sent.";
    }
}
