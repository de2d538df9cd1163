/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.embedding.WordPieceTokenizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the build puts the model, beside the libraries: {@code lib} next to the application's jar, and next to its classes.
 *
 * @param folder holds the model's files, and in an image the native libraries
 */
record ModelFolder(Path folder) {

    /** Vectors of another model are others. */
    static final String MODEL = "all-minilm-l6-v2-q";

    /** ONNX Runtime takes its libraries from there, instead of unpacking them to a folder where nothing may run. */
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    /** That of the installation that runs. */
    static ModelFolder installed() {
        try {
            Path code = Path.of(ModelFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ModelFolder(code.resolveSibling("lib"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("code comes from a file or a folder", e);
        }
    }

    /** The network, in the Open Neural Network Exchange format. */
    Path network() {
        return folder.resolve(MODEL + ".onnx");
    }

    /** Lets native libraries be taken from this folder, if it has them. */
    void offerLibraries() {
        if (Files.exists(folder.resolve(System.mapLibraryName("onnxruntime")))) {
            System.setProperty(NATIVE_PATH, folder.toString());
        }
    }

    /** A tokenizer of the model's vocabulary. */
    WordPieceTokenizer tokenizer() throws IOException {
        try {
            JsonNode pieces = JsonMapper.shared()
                    .readTree(Files.readAllBytes(folder.resolve(MODEL + "-tokenizer.json")))
                    .path("model")
                    .path("vocab");
            Map<String, Integer> vocabulary = HashMap.newHashMap(pieces.size());
            pieces.forEachEntry((piece, number) -> vocabulary.put(piece, number.asInt()));
            return new WordPieceTokenizer(vocabulary);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException("the model's vocabulary is damaged", e);
        }
    }
}
