package io.cartostream.producer.aws;

import io.cartostream.producer.provider.ResourceListing;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * One service of the AWS SDK, found by the name of its module. Operations are looked up by the API's own names, once each; a call
 * then costs as much as a call of the client's method. Safe for use by many threads.
 *
 * <p>Nothing but the classes of one operation is loaded: reading all methods of a large client takes seconds.
 */
final class ServiceModule {

    private static final String SERVICES = "software/amazon/awssdk/services/";
    private static final String REQUEST = "Request";
    private static final String CLIENT = "Client.class";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final Pattern READING =
            Pattern.compile("(?:Describe|Get|List|Search|Lookup|BatchGet|BatchDescribe)[A-Z].*");
    private static final ClassLoader LOADER = ServiceModule.class.getClassLoader();
    private static final Map<String, Optional<ServiceModule>> FOUND = new ConcurrentHashMap<>();

    private final String name;
    private final Class<?> client;
    private final MethodHandle builder;
    private final Map<String, String> requests;
    private final Map<String, Optional<ServiceOperation>> operations = new ConcurrentHashMap<>();

    private ServiceModule(String name, Class<?> client, MethodHandle builder, Map<String, String> requests) {
        this.name = name;
        this.client = client;
        this.builder = builder;
        this.requests = requests;
    }

    /** The module of that name, e.g. {@code ec2}; empty if it is not on the class path. */
    static Optional<ServiceModule> find(String name) {
        return FOUND.computeIfAbsent(name, ServiceModule::load);
    }

    /**
     * The module of that name.
     *
     * @throws IllegalArgumentException if it is not on the class path
     */
    static ServiceModule get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(missing(name)));
    }

    static String missing(String name) {
        return "the AWS SDK's module '" + name + "' is not on the class path";
    }

    private static Optional<ServiceModule> load(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String clientFile = ResourceListing.files(LOADER, SERVICES + name).stream()
                .filter(file -> file.equalsIgnoreCase(name + CLIENT))
                .findFirst()
                .orElse(null);
        return clientFile == null ? Optional.empty() : Optional.of(load(name, clientFile));
    }

    private static ServiceModule load(String name, String clientFile) {
        String classes = SERVICES.replace('/', '.') + name + '.';
        String clientName = clientFile.substring(0, clientFile.length() - ".class".length());
        Map<String, String> requests = new HashMap<>();
        for (String file : ResourceListing.files(LOADER, SERVICES + name + "/model")) {
            if (file.endsWith(REQUEST + ".class")) {
                String request = file.substring(0, file.length() - ".class".length());
                requests.put(lower(request), classes + "model." + request);
            }
        }
        try {
            Class<?> client = LOADER.loadClass(classes + clientName);
            Class<?> builder = LOADER.loadClass(classes + clientName + "Builder");
            MethodHandle create =
                    MethodHandles.publicLookup().findStatic(client, "builder", MethodType.methodType(builder));
            return new ServiceModule(name, client, create.asType(MethodType.methodType(Object.class)), requests);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the AWS SDK's module '" + name + "' is not as expected: " + e, e);
        }
    }

    String name() {
        return name;
    }

    /** A new client. */
    SdkClient client(ClientSettings settings) {
        AwsClientBuilder<?, ?> configured = (AwsClientBuilder<?, ?>) ServiceOperation.invoke(builder);
        BucketClients.prepare(configured);
        return settings.build(configured);
    }

    /**
     * The operation of that name.
     *
     * @throws IllegalArgumentException if the service does not have it, or if it is not one that reads
     */
    ServiceOperation operation(String operation) {
        String problem = problem(operation);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return operations.computeIfAbsent(operation, this::lookUp).orElseThrow();
    }

    /** Why the operation cannot be called; null if it can. */
    @Nullable
    String problem(String operation) {
        if (!READING.matcher(operation).matches()) {
            return "the operation " + operation
                    + " does not read: names of operations that do begin with Describe, Get,"
                    + " List, Search, Lookup, BatchGet or BatchDescribe";
        }
        return operations.computeIfAbsent(operation, this::lookUp).isPresent()
                ? null
                : "the AWS SDK's module '" + name + "' has no operation " + operation
                        + " that answers with JSON fields";
    }

    /** The names of all operations that have a request, in lower case. */
    List<String> operationsInLowerCase() {
        return requests.keySet().stream()
                .map(request -> request.substring(0, request.length() - REQUEST.length()))
                .toList();
    }

    private Optional<ServiceOperation> lookUp(String operation) {
        String requestName = requests.get(lower(operation + REQUEST));
        if (requestName == null) {
            return Optional.empty();
        }
        try {
            Class<?> request = LOADER.loadClass(requestName);
            Class<?> response =
                    LOADER.loadClass(requestName.substring(0, requestName.length() - REQUEST.length()) + "Response");
            Class<?> requestBuilder = LOADER.loadClass(requestName + "$Builder");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle create = lookup.findStatic(request, "builder", MethodType.methodType(requestBuilder));
            String method = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
            MethodHandle call = lookup.findVirtual(client, method, MethodType.methodType(response, request));
            return Optional.of(new ServiceOperation(
                    create.asType(MethodType.methodType(Object.class)),
                    call.asType(MethodType.methodType(SdkResponse.class, SdkClient.class, SdkRequest.class))));
        } catch (ReflectiveOperationException e) {
            return Optional.empty(); // a shape named Request that is no operation, or an answer that is streamed
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
