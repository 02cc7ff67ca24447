"""System permissions of Salesforce by API name, with the label Setup shows.

Source: PermissionSet describe (labels), Salesforce Help of each page. A question names them in
`shows`; a person is told the label.
"""

LABELS = {
    "ApiEnabled": "API Enabled",
    "ApiUserOnly": "Api Only User",
    "CanApproveUninstalledApps": "Approve Uninstalled Connected Apps",
    "CustomizeApplication": "Customize Application",
    "ExternalClientAppAdmin": (
        "View all External Client Apps, view their settings, and edit their policies"
    ),
    "ExternalClientAppViewer": "View all External Client Apps",
    "InstallPackaging": "Download AppExchange Packages",
    "ManageUsers": "Manage Users",
    "ModifyAllData": "Modify All Data",
    "ModifyMetadata": "Modify Metadata Through Metadata API Functions",
    "MonitorLoginHistory": "Monitor Login History",
    "ViewAllData": "View All Data",
    "ViewSetup": "View Setup and Configuration",
}


def label(right: str) -> str:
    """A right as Setup calls it."""
    return LABELS.get(right, right)
