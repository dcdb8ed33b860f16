using System.Net;
using Billing.Web.Data;
using Billing.Web.Features;
using Billing.Web.Features.Account;
using Billing.Web.Features.Shared;
using Billing.Web.Mail;
using Billing.Web.Scheduling;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Billing.Web;

/// <summary>What the app is started with.</summary>
/// <param name="Folder">Where its data lives.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons; null for the settings' or the default.</param>
/// <param name="Clock">What time it is; null for the machine's clock.</param>
/// <param name="Scheduled">False to leave the billing schedule out, as commands do.</param>
public sealed record AppOptions(DataFolder Folder, string? Urls = null, IClock? Clock = null, bool Scheduled = true);

/// <summary>Puts the app together: the one place that names every part.</summary>
public static class BillingApp
{
    /// <summary>Where it listens when nobody says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the app; nothing touches the database yet.</summary>
    public static WebApplication Build(AppOptions options)
    {
        options.Folder.Create();

        // The app finds its views, static files and templates beside its program, wherever it is started from. Settings are read at start and
        // not watched: a watcher costs one of the machine's few.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ApplicationName = typeof(BillingApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        builder.Configuration.AddJsonFile(Path.Combine(options.Folder.Path, "appsettings.json"), optional: true);
        builder.Configuration.AddEnvironmentVariables("BILLING_");
        Listen(builder, options.Urls);
        Log(builder);
        AddData(builder.Services, options);
        AddSignIn(builder.Services, options.Folder);
        AddPages(builder.Services);
        builder.Services.AddBillingMail().AddBillingFeatures();
        builder.Services.AddHostedService<QueuedRuns>();
        if (options.Scheduled) builder.Services.AddBillingSchedule(builder.Configuration);
        var app = builder.Build();
        Pipeline(app);
        return app;
    }

    private static void Listen(WebApplicationBuilder builder, string? urls)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 10 * 1024 * 1024;
        });
        builder.WebHost.UseUrls((urls ?? builder.Configuration["Urls"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static void Log(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Billing", LogLevel.Information);

        // Keys lie in the data folder, which only its owner can read; antiforgery repeats the no-store that every page has.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }

    private static void AddData(IServiceCollection services, AppOptions options)
    {
        services.AddSingleton(options.Folder);
#pragma warning disable RS0030 // The one place that names the system clock.
        services.AddSingleton(options.Clock ?? SystemClock.Instance);
#pragma warning restore RS0030
        services.AddSingleton<IDateTimeZoneProvider>(DateTimeZoneProviders.Tzdb);
        services.AddSingleton(new WriteGate(options.Folder));
        services.AddScoped<BusinessScope>();
        services.AddDbContext<BillingDb>(db => SqliteConnections.Use(db, options.Folder.Database), optionsLifetime: ServiceLifetime.Singleton);
        services.AddScoped<Migrator>();
        services.AddScoped<RatingFacts>();
        services.AddScoped<HeldCharges>();
        services.AddScoped<RunningMeter>();
    }

    private static void AddSignIn(IServiceCollection services, DataFolder folder)
    {
        services.AddDataProtection().SetApplicationName("billing").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "billing";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

            // It is 3 a.m. and production is down: a phone that signed in stays signed in.
            cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = Links.SignIn;
            cookie.AccessDeniedPath = Links.NotAllowed;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnRedirectToLogin = SignInReturn.LeadAsync;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        services.AddIdentityCore<Person>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.Password.RequiredLength = 12;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = 10;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        }).AddEntityFrameworkStores<BillingDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddControllersWithViews(mvc =>
        {
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            mvc.ModelMetadataDetailsProviders.Add(new TextStaysAsTyped());
        }).AddRazorOptions(razor =>
        {
            razor.ViewLocationFormats.Clear();
            razor.ViewLocationFormats.Add("/Features/{2}/{0}.cshtml");
            razor.ViewLocationFormats.Add("/Features/{1}/{0}.cshtml");
            razor.ViewLocationFormats.Add("/Features/Shared/{0}.cshtml");
            razor.ViewLocationExpanders.Add(new FeatureFolders());
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "billing-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRouting(routing => routing.LowercaseUrls = true);
    }

    private static void Pipeline(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(Links.Error);
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable" });
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<FirstVisitMiddleware>();
        app.UseMiddleware<ScopeMiddleware>();
        app.UseAuthorization();
        app.MapControllers();
    }
}
