# Images are pinned by digest: a tag can move. To renew one: docker buildx imagetools inspect IMAGE:TAG
FROM node:22.23.3-bookworm-slim@sha256:c3de60bf2f9dd0ac6370e6117950ff62d6e339527e7472301c9c78a017978392 AS playground
WORKDIR /source/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY web/ ./
RUN npm run build -- --outDir /page

FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Backprop.Domain/Backprop.Domain.csproj src/Backprop.Domain/packages.lock.json src/Backprop.Domain/
COPY src/Backprop.Api/Backprop.Api.csproj src/Backprop.Api/packages.lock.json src/Backprop.Api/
RUN dotnet restore src/Backprop.Api/Backprop.Api.csproj --locked-mode
COPY src/ src/
COPY --from=playground /page src/Backprop.Api/wwwroot
RUN dotnet publish src/Backprop.Api/Backprop.Api.csproj -c Release --no-restore -p:BuildPlayground=false -o /app

# The chiseled image has no shell and no package manager, and runs as a user without rights.
FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled@sha256:48e51f2f6798897be7ac4e775c049ed8fe60d3190f637e1f9c9dc7513efa659c AS runtime
WORKDIR /app
COPY --from=build /app .
# The heap gets 60 % (hexadecimal 3C) of the memory limit: code, threads and what lies in /tmp are memory too. The soak of tests/Backprop.Fuzzing runs with this share.
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_GCHeapHardLimitPercent=3C
USER $APP_UID
EXPOSE 8080
# The program asks itself: the image holds no curl or wget.
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 \
    CMD ["dotnet", "Backprop.Api.dll", "--health-check", "http://localhost:8080/health/ready"]
ENTRYPOINT ["dotnet", "Backprop.Api.dll"]
