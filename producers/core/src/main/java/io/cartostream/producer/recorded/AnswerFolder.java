package io.cartostream.producer.recorded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.ErrorClassifier;
import io.cartostream.producer.PageTokens;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.catalogue.ResourceType;
import io.cartostream.producer.provider.InventoryProvider;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.ManifestEntry.RecordedError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A folder of recorded answers: opens its files, and reads answers and errors as their provider does. */
final class AnswerFolder {

    private final Path folder;
    private final InventoryProviders providers;
    private final Instant runStart;

    /** Answers without a recorded time have the time of the run's start. */
    AnswerFolder(Path folder, InventoryProviders providers, Instant runStart) {
        this.folder = folder;
        this.providers = providers;
        this.runStart = runStart;
    }

    Path path() {
        return folder;
    }

    Path manifest() {
        return folder.resolve(ManifestReader.FILE);
    }

    Instant timeOf(ManifestEntry entry) {
        Instant time = entry.time();
        return time == null ? runStart : time;
    }

    static String fileOf(ManifestEntry entry) {
        return entry.file() == null ? ManifestReader.FILE : entry.file();
    }

    /** Reads an answer that is small enough to keep in memory. */
    ObjectNode whole(ManifestEntry entry, ResourceType type) throws SourceException {
        String file = fileOf(entry);
        try (InputStream answer = open(file)) {
            return AnswerReader.readWhole(file, answer, type, tokensOf(type));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    InputStream open(String file) throws IOException, SourceException {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw ManifestReader.malformed(file + " is outside " + folder, null);
        }
        return Files.newInputStream(path);
    }

    static SourceException unreadable(String file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
        return ManifestReader.malformed(file + " cannot be read: " + why, e);
    }

    ReadFailure failure(ResourceType type, RecordedError error) {
        @Nullable String recorded = error.permission();
        String permission = recorded == null ? type.ownPermission() : recorded;
        return errorsOf(type.provider()).failure(error.code(), type.operationName(), permission, error.message());
    }

    /** Classifies the errors of a provider without a module by their HTTP status. */
    ErrorClassifier errorsOf(String provider) {
        return providers.find(provider).map(InventoryProvider::errors).orElse(ErrorClassifier.HTTP);
    }

    PageTokens tokensOf(ResourceType type) {
        return providers
                .find(type.provider())
                .map(InventoryProvider::pageTokens)
                .orElse(PageTokens.NONE);
    }
}
