"""The product's own widget as a platform: translates what it sends, limits what it shows. Holds no visitor, no row."""

from openline.connectors.webchat.connector import Webchat

CONNECTOR = Webchat()
